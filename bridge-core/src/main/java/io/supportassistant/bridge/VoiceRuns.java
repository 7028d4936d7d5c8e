package io.supportassistant.bridge;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Splits a passage where the voice changes. */
final class VoiceRuns {

    private static final double TOLERANCE_SECONDS = 0.5;

    private VoiceRuns() {}

    /**
     * Consecutive words of one voice.
     *
     * @param voice or null
     * @param place index among the runs of the passage, from 0
     */
    record Run(String voice, String text, int place, Double start, Double end) {}

    /** At least one run, in the order in which they were spoken. */
    static List<Run> of(RecognizerResult passage) {
        List<RecognizerResult.Word> words = SpokenWords.of(passage.text(), passage.words());
        List<Integer> firsts = firstWords(words);
        if (firsts.size() < 2) {
            return List.of(
                    new Run(
                            firstVoice(passage, words),
                            passage.text(),
                            0,
                            passage.start(),
                            passage.end()));
        }
        List<Double> starts = starts(passage, words, firsts);
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < firsts.size(); i++) {
            boolean last = i == firsts.size() - 1;
            List<RecognizerResult.Word> spoken =
                    words.subList(firsts.get(i), last ? words.size() : firsts.get(i + 1));
            runs.add(
                    new Run(
                            spoken.get(0).voice() == null
                                    ? spoken.get(spoken.size() - 1).voice()
                                    : spoken.get(0).voice(),
                            String.join(
                                    " ", spoken.stream().map(RecognizerResult.Word::text).toList()),
                            i,
                            starts.get(i),
                            last ? passage.end() : starts.get(i + 1)));
        }
        return runs;
    }

    private static String firstVoice(RecognizerResult passage, List<RecognizerResult.Word> words) {
        return words.stream()
                .map(RecognizerResult.Word::voice)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(passage.voice());
    }

    /** A word without a voice belongs to the run before it. */
    private static List<Integer> firstWords(List<RecognizerResult.Word> words) {
        List<Integer> firsts = new ArrayList<>();
        String current = null;
        for (int i = 0; i < words.size(); i++) {
            String voice = words.get(i).voice();
            if (i == 0 || voice != null && current != null && !voice.equals(current)) {
                firsts.add(i);
            }
            current = voice == null ? current : voice;
        }
        return firsts;
    }

    /**
     * From the times of the words; interpolated from their indexes if the times are implausible.
     */
    private static List<Double> starts(
            RecognizerResult passage, List<RecognizerResult.Word> words, List<Integer> firsts) {
        List<Double> starts = new ArrayList<>();
        Double before = passage.start();
        starts.add(before);
        boolean usable = true;
        for (int first : firsts.subList(1, firsts.size())) {
            Double start = words.get(first).start();
            usable &=
                    start != null
                            && (before == null || start > before)
                            && (passage.end() == null
                                    || start <= passage.end() + TOLERANCE_SECONDS);
            starts.add(start);
            before = start;
        }
        return usable ? starts : spread(passage, words.size(), firsts);
    }

    private static List<Double> spread(RecognizerResult passage, int words, List<Integer> firsts) {
        List<Double> starts = new ArrayList<>();
        for (int first : firsts) {
            starts.add(
                    passage.start() == null || passage.end() == null
                            ? passage.start()
                            : Double.valueOf(
                                    passage.start()
                                            + (passage.end() - passage.start()) * first / words));
        }
        return starts;
    }
}
