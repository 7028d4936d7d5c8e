package io.supportassistant.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.crm.rest.CrmResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The account's ticket pipelines, in display order. */
record Pipelines(List<Pipeline> inOrder) {

    /**
     * @param stages in display order
     */
    record Pipeline(String id, String label, int order, List<Stage> stages) {}

    /**
     * @param open whether tickets in this stage are still open
     */
    record Stage(String id, String label, boolean open, int order) {}

    /** The ids of a ticket's pipeline and stage. */
    record Place(String pipeline, String stage) {}

    static Pipelines read(JsonNode answer) {
        List<Pipeline> pipelines = new ArrayList<>();
        for (JsonNode pipeline : CrmResponse.list(answer, "results")) {
            if (!pipeline.path("archived").asBoolean()) {
                pipelines.add(pipeline(pipeline));
            }
        }
        pipelines.sort(Comparator.comparingInt(Pipeline::order));
        return new Pipelines(List.copyOf(pipelines));
    }

    private static Pipeline pipeline(JsonNode pipeline) {
        List<Stage> stages = new ArrayList<>();
        for (JsonNode stage : CrmResponse.list(pipeline, "stages")) {
            if (!stage.path("archived").asBoolean()) {
                String state = stage.path("metadata").path("ticketState").asText();
                stages.add(
                        new Stage(
                                CrmResponse.text(stage, "id"),
                                CrmResponse.text(stage, "label"),
                                !state.equalsIgnoreCase("CLOSED"),
                                order(stage)));
            }
        }
        stages.sort(Comparator.comparingInt(Stage::order));
        return new Pipeline(
                CrmResponse.text(pipeline, "id"),
                CrmResponse.text(pipeline, "label"),
                order(pipeline),
                List.copyOf(stages));
    }

    private static int order(JsonNode one) {
        return one.path("displayOrder").asInt(Integer.MAX_VALUE);
    }

    /**
     * The place for new tickets.
     *
     * @param pipeline label or id, or null for the first
     * @param stage label or id, or null for the first open one
     * @return empty if there is no such place
     */
    Optional<Place> place(String pipeline, String stage) {
        return pipeline(pipeline)
                .flatMap(
                        found ->
                                found.stages().stream()
                                        .filter(
                                                one ->
                                                        stage == null
                                                                ? one.open()
                                                                : isCalled(
                                                                        stage,
                                                                        one.id(),
                                                                        one.label()))
                                        .findFirst()
                                        .map(one -> new Place(found.id(), one.id())));
    }

    Optional<Pipeline> pipeline(String name) {
        return inOrder.stream()
                .filter(one -> name == null || isCalled(name, one.id(), one.label()))
                .findFirst();
    }

    private static boolean isCalled(String name, String id, String label) {
        return label.strip().equalsIgnoreCase(name) || id.equals(name);
    }

    Optional<Stage> stage(String pipelineId, String stageId) {
        return inOrder.stream()
                .filter(pipeline -> pipeline.id().equals(pipelineId))
                .flatMap(pipeline -> pipeline.stages().stream())
                .filter(stage -> stage.id().equals(stageId))
                .findFirst();
    }
}
