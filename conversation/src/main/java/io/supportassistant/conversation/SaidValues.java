package io.supportassistant.conversation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.supportassistant.conversation.ConversationState.SaidValue;
import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.OtherNumbers;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.personaldata.WrittenText;
import io.supportassistant.redaction.NeededNumbers;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The values of personal data that were found in a call, so that they are also found where they are
 * said again: "I typed bluebird, and it says it is wrong". Keeps hashes only.
 */
final class SaidValues {

    /** Of whole values, and of parts. */
    private static final int MOST = 20;

    private static final int MOST_WORDS = 5;

    /** Shorter words are said for other reasons, too. */
    private static final int FEWEST_LETTERS = 5;

    private static final int FEWEST_DIGITS_OF_A_SECRET = 4;
    private static final int FEWEST_DIGITS = 6;
    private static final int HASH_BYTES = 8;

    /** Passwords have no article. */
    private static final Pattern AS_A_THING =
            Pattern.compile(
                    "(?i)(?:^|[^\\p{L}])(?:the|an?|my|your|his|her|our|their|this|that|these|those"
                        + "|der|die|das|den|dem|des|ein|eine[nmrs]?|mein\\w*|ihr\\w*|unser\\w*|im|am"
                        + "|zum|zur|vom|el|los?|las?|una?|mis?|sus?|del|al|le|les|une|mon|ma|mes"
                        + "|votre|vos|du|des|au|l')\\s*$");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

    private final String sessionId;
    private final List<SaidValue> values;

    SaidValues(String sessionId, List<SaidValue> values) {
        this.sessionId = sessionId;
        this.values = new ArrayList<>(values);
    }

    List<SaidValue> list() {
        return List.copyOf(values);
    }

    boolean has(PersonalData kind) {
        return values.stream().anyMatch(value -> !value.isPart() && value.kind() == kind);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    /**
     * Remembers a value, and the numbers in it ("one moment, 1984"), also as the next part of a
     * number that is told in several turns.
     *
     * @return whether the value is new, and long enough to be recognised
     */
    boolean remember(PersonalData kind, String text) {
        List<Word> words = words(new WrittenText(text));
        boolean isNew = remember(kind, words);
        for (Word word : words) {
            isNew |= word.isNumber() && remember(kind, List.of(word));
            if (word.isNumber() && kind != PersonalData.EMAIL) {
                add(new SaidValue(hash(List.of(word)), 1, kind, word.text().length()));
            }
        }
        return isNew;
    }

    private boolean remember(PersonalData kind, List<Word> words) {
        if (words.isEmpty() || words.size() > MOST_WORDS || !isTelling(kind, words)) {
            return false;
        }
        return add(new SaidValue(hash(words), words.size(), kind, null));
    }

    private boolean add(SaidValue value) {
        if (values.contains(value)) {
            return false;
        }
        values.add(value);
        List<SaidValue> alike =
                values.stream().filter(other -> other.isPart() == value.isPart()).toList();
        if (alike.size() > MOST) {
            values.remove(alike.get(0));
        }
        return true;
    }

    /** Where a text says one of the values; may overlap. */
    List<Finding> in(String text) {
        List<Finding> findings = new ArrayList<>();
        WrittenText written = new WrittenText(text);
        List<Word> words = words(written);
        int[] lengths =
                values.stream()
                        .filter(value -> !value.isPart())
                        .mapToInt(SaidValue::words)
                        .distinct()
                        .toArray();
        for (int length : lengths) {
            for (int at = 0; at + length <= words.size(); at++) {
                List<Word> some = words.subList(at, at + length);
                known(some)
                        .filter(value -> !isOfAnother(written.text(), some))
                        .map(
                                value ->
                                        written.finding(
                                                value.kind(),
                                                some.get(0).start(),
                                                some.get(length - 1).end()))
                        .ifPresent(findings::add);
            }
        }
        for (Word word : words) {
            PersonalData kind = word.isNumber() ? kindOfParts(word.text()) : null;
            if (kind != null && !isOfAnother(written.text(), List.of(word))) {
                findings.add(written.finding(kind, word.start(), word.end()));
            }
        }
        return findings;
    }

    /** The kind of a number whose parts were told one after the other; null if they were not. */
    private PersonalData kindOfParts(String digits) {
        List<SaidValue> parts = values.stream().filter(SaidValue::isPart).toList();
        for (int first = 0; first < parts.size(); first++) {
            PersonalData kind = parts.get(first).kind();
            int fewest = kind == PersonalData.SECRET ? FEWEST_DIGITS_OF_A_SECRET : FEWEST_DIGITS;
            int at = 0;
            int next = first;
            while (digits.length() >= fewest
                    && next < parts.size()
                    && parts.get(next).kind() == kind
                    && isPart(parts.get(next), digits, at)) {
                at += parts.get(next).length();
                next++;
            }
            if (at > 0 && at == digits.length() && next > first + 1) {
                return kind;
            }
        }
        return null;
    }

    private boolean isPart(SaidValue part, String digits, int at) {
        int end = at + part.length();
        return end <= digits.length()
                && part.hash().equals(hash(List.of(new Word(digits.substring(at, end), at, end))));
    }

    /**
     * Whether the words beside it make it a thing ("the tiger") or another number ("error 4011").
     */
    private static boolean isOfAnother(String written, List<Word> words) {
        Word first = words.get(0);
        Word last = words.get(words.size() - 1);
        String before = written.substring(0, first.start());
        if (words.size() > 1) {
            return words.stream()
                    .filter(Word::isNumber)
                    .anyMatch(word -> NeededNumbers.areNamed(written.substring(0, word.start())));
        }
        if (first.isNumber() && first.text().length() >= FEWEST_DIGITS) {
            return false;
        }
        return first.isNumber()
                ? OtherNumbers.isNamed(written, first.start(), last.end())
                        || NeededNumbers.areNamed(before)
                : isAThing(written, first.start());
    }

    /** Whether the word at a place has an article. */
    static boolean isAThing(String text, int start) {
        return AS_A_THING.matcher(text.substring(0, start)).find();
    }

    private Optional<SaidValue> known(List<Word> words) {
        String hash = hash(words);
        return values.stream()
                .filter(
                        value ->
                                !value.isPart()
                                        && value.words() == words.size()
                                        && value.hash().equals(hash))
                .findFirst();
    }

    /** A word, or a number with all its groups of digits. */
    private record Word(String text, int start, int end) {

        boolean isNumber() {
            return text.chars().allMatch(Character::isDigit);
        }

        Word with(Word next) {
            return new Word(text + next.text, start, next.end);
        }
    }

    private static List<Word> words(WrittenText written) {
        List<Word> words = new ArrayList<>();
        Matcher found = WORD.matcher(written.text());
        while (found.find()) {
            Word word = new Word(found.group(), found.start(), found.end());
            Word before = words.isEmpty() ? null : words.get(words.size() - 1);
            if (before != null && before.isNumber() && word.isNumber()) {
                words.set(words.size() - 1, before.with(word));
            } else {
                words.add(word);
            }
        }
        return words;
    }

    private static boolean isTelling(PersonalData kind, List<Word> words) {
        String text = words.stream().map(Word::text).collect(Collectors.joining());
        long digits = text.chars().filter(Character::isDigit).count();
        long letters = text.length() - digits;
        return switch (kind) {
            case SECRET ->
                    letters >= FEWEST_LETTERS
                            || digits > 0 && letters + digits >= FEWEST_DIGITS_OF_A_SECRET;
            case EMAIL -> letters >= FEWEST_LETTERS && words.size() > 1;
            // The words beside their digits are months, or hesitations.
            default -> digits >= FEWEST_DIGITS;
        };
    }

    private String hash(List<Word> words) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(sessionId.getBytes(UTF_8));
            for (Word word : words) {
                digest.update((byte) ' ');
                digest.update(word.text().getBytes(UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
