package io.supportassistant.evaluation.entities;

import io.supportassistant.context.EntityRules;
import io.supportassistant.context.Language;
import io.supportassistant.events.DetectedEntity;
import java.util.List;

/** Scores entity recognition on sentences with manually labelled entities. */
public final class EntityEvaluation {

    private final Language language;
    private final EntityRules rules;

    public EntityEvaluation(Language language, EntityRules rules) {
        this.language = language;
        this.rules = rules;
    }

    /**
     * The entities that the context analyzer finds in a sentence: each mention, in the sentence's
     * own words where the analyzer would use a product's listed name.
     */
    public List<DetectedEntity> find(String sentence) {
        String written = language.written(sentence);
        return rules.mentions(written).stream()
                .map(
                        mention ->
                                new DetectedEntity(
                                        mention.entity().type(),
                                        written.substring(mention.start(), mention.end())))
                .toList();
    }

    public EntityScore score(List<LabelledSentence> sentences) {
        EntityScore score = new EntityScore();
        sentences.forEach(sentence -> score.add(sentence.marked(), find(sentence.text())));
        return score;
    }
}
