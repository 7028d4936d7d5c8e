package io.supportassistant.conversation;

import io.supportassistant.redaction.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A written dialogue in which every sensitive word is marked {@code [[...]]} and everything that
 * resembles one, but must stay, {@code {{...}}}.
 *
 * @param kind such as {@code pin}, or {@code none}
 */
record LabelledDialogue(String language, String kind, String form, List<String> turns) {

    private static final Pattern MARK = Pattern.compile("\\[\\[(.+?)\\]\\]|\\{\\{(.+?)\\}\\}");

    /** A word, or one digit of a number. */
    private static final Pattern TOKEN = Pattern.compile("\\d|[\\p{L}\\p{M}]+");

    private enum Mark {
        SENSITIVE,
        ORDINARY,
        NONE
    }

    private record Token(String text, Mark mark) {}

    /**
     * What became of the marked words of a dialogue.
     *
     * @param sensitive words and digits of sensitive values
     * @param sensitiveLeft those that are still readable
     * @param ordinaryLost marked as ordinary, and replaced
     */
    record Outcome(int sensitive, int sensitiveLeft, int ordinary, int ordinaryLost) {

        /** Whether at most a third of the value can still be read. */
        boolean isHidden() {
            return sensitiveLeft * 3 <= sensitive;
        }
    }

    /**
     * @param file dialogues separated by an empty line, each with a first line such as {@code # en
     *     pin spoken}, and turns such as {@code A: how can I help?} and {@code C: hello}
     */
    static List<LabelledDialogue> read(Path file) throws IOException {
        List<LabelledDialogue> dialogues = new ArrayList<>();
        for (String block : Files.readString(file).strip().split("\\n\\s*\\n")) {
            List<String> lines = block.strip().lines().toList();
            String[] head = lines.get(0).split(" ");
            dialogues.add(
                    new LabelledDialogue(
                            head[1], head[2], head[3], lines.subList(1, lines.size())));
        }
        return dialogues;
    }

    boolean hasValue() {
        return turns.stream().anyMatch(turn -> turn.contains("[["));
    }

    Outcome after(Redactor redactor) {
        HeardCall call = new HeardCall(redactor);
        for (String turn : turns) {
            call.hear(
                    (turn.startsWith("A:") ? "agent: " : "customer: ")
                            + MARK.matcher(turn.substring(3)).replaceAll("$1$2"));
        }
        List<String> said = call.said();
        int[] count = new int[4];
        for (int i = 0; i < turns.size(); i++) {
            List<Token> before = marked(turns.get(i).substring(3));
            boolean[] stays = stays(before, plain(said.get(i)));
            for (int k = 0; k < stays.length; k++) {
                switch (before.get(k).mark()) {
                    case SENSITIVE -> {
                        count[0]++;
                        count[1] += stays[k] ? 1 : 0;
                    }
                    case ORDINARY -> {
                        count[2]++;
                        count[3] += stays[k] ? 0 : 1;
                    }
                    case NONE -> {}
                }
            }
        }
        return new Outcome(count[0], count[1], count[2], count[3]);
    }

    private static List<Token> marked(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher mark = MARK.matcher(text);
        int from = 0;
        while (mark.find()) {
            add(tokens, text.substring(from, mark.start()), Mark.NONE);
            add(tokens, mark.group(1), Mark.SENSITIVE);
            add(tokens, mark.group(2), Mark.ORDINARY);
            from = mark.end();
        }
        add(tokens, text.substring(from), Mark.NONE);
        return tokens;
    }

    private static void add(List<Token> tokens, String text, Mark mark) {
        if (text != null) {
            TOKEN.matcher(text)
                    .results()
                    .forEach(word -> tokens.add(new Token(word.group(), mark)));
        }
    }

    private static List<String> plain(String text) {
        return TOKEN.matcher(text.replaceAll("\\[[a-z ]+\\]", " "))
                .results()
                .map(word -> word.group())
                .toList();
    }

    /** By the longest common subsequence. */
    private static boolean[] stays(List<Token> before, List<String> after) {
        int[][] length = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int k = after.size() - 1; k >= 0; k--) {
                length[i][k] =
                        before.get(i).text().equals(after.get(k))
                                ? length[i + 1][k + 1] + 1
                                : Math.max(length[i + 1][k], length[i][k + 1]);
            }
        }
        boolean[] stays = new boolean[before.size()];
        int k = 0;
        for (int i = 0; i < before.size(); i++) {
            while (k < after.size() && length[i][k + 1] == length[i][k]) {
                k++;
            }
            if (k < after.size() && before.get(i).text().equals(after.get(k))) {
                stays[i] = true;
                k++;
            }
        }
        return stays;
    }
}
