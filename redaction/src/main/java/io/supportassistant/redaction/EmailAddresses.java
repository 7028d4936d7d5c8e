package io.supportassistant.redaction;

import io.supportassistant.personaldata.Detector;
import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.personaldata.WrittenText;
import io.supportassistant.spokentext.WordSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds e-mail addresses, written or spoken: "dana dot reyes at example dot com", "arroba",
 * "punkt".
 */
final class EmailAddresses implements Detector {

    /** Spoken forms of the dot in a host. */
    private static final Set<String> DOTS = WordSet.of("dot period point punkt punto");

    /** Top-level domains, which distinguish a spoken address from other uses of "at". */
    private static final Set<String> TOP_LEVEL =
            WordSet.of(
                    "com net org edu gov mil info biz name pro app dev io ai co tv me cc eu uk de"
                        + " es fr at ch it nl be lu pt ie pl cz se no dk fi us ca mx br ar cl pe ru"
                        + " cn jp in au nz za online shop cloud tech email example test");

    /** Hosts that people often say without the top-level domain. */
    private static final Set<String> PROVIDERS =
            WordSet.of(
                    "gmail googlemail hotmail outlook yahoo icloud gmx wanadoo protonmail aol msn");

    /** Hosts that are also common words. */
    private static final Set<String> MAIL_HOSTS = WordSet.of("web orange free live mail laposte");

    /** Top-level domains accepted after a dot and a space, where a sentence may end as well. */
    private static final Set<String> AFTER_STOP = WordSet.of("com net org edu gov info");

    /** Words within a spoken local part. */
    private static final Set<String> JOINTS =
            WordSet.of(
                    "dot period point underscore dash hyphen minus plus punkt punto unterstrich"
                            + " bindestrich guion bajo tiret bas");

    /** Words before an "at" that refers to a web site. */
    private static final Set<String> NO_NAMES =
            WordSet.of(
                    "in on up us it me him her them you look looked looking site website page"
                        + " portal online here available account support order bought check find"
                        + " found store shop also and or read sign log logged was is am are got"
                        + " help app that this one password register a an the arrive arrived starts"
                        + " start stopped stuck home");

    /** Words that cannot begin a host. */
    private static final Set<String> NO_HOSTS =
            WordSet.of("a an the my your our this that least first");

    private static final Pattern ANNOUNCED =
            Pattern.compile(
                    "\\b(?:e-?\\s?mail(?:[ -]?(?:address|adresse))?|mail|correo(?:"
                        + " electronico)?|adresse(?: e-?mail| mail| electronique)?|mailadresse)(?:"
                        + " is|'s| it's| would be| was| ist| lautet| es| est| c'est| c est) ");

    private static final int LONGEST_NAME = 64;
    private static final int WIDEST_BEFORE = 120;
    private static final int MOST_HOST_WORDS = 3;
    private static final int MOST_LABELS = 4;
    private static final int LONGEST_LABEL = 63;

    @Override
    public List<Finding> find(String original, WrittenText text) {
        List<Finding> findings = new ArrayList<>();
        for (int at = original.indexOf('@'); at >= 0; at = original.indexOf('@', at + 1)) {
            addWritten(original, at, findings);
        }
        String written = text.text();
        for (int at = written.indexOf('@'); at >= 0; at = written.indexOf('@', at + 1)) {
            addSpoken(text, at, at + 1, findings);
        }
        for (int end : text.ats()) {
            int start = end;
            while (start > 0 && Character.isLetter(written.charAt(start - 1))) {
                start--;
            }
            boolean isApart = start > 0 && written.charAt(start - 1) == ' ';
            if (isApart && end < written.length() && written.charAt(end) == ' ') {
                addSpoken(text, start, end, findings);
            }
        }
        return findings;
    }

    private static void addWritten(String original, int at, List<Finding> findings) {
        int nameEnd = at > 0 && Character.isWhitespace(original.charAt(at - 1)) ? at - 1 : at;
        int start = nameEnd;
        while (start > 0
                && nameEnd - start < LONGEST_NAME
                && isOfName(original.charAt(start - 1))) {
            start--;
        }
        int hostStart = at + 1;
        if (hostStart < original.length() && Character.isWhitespace(original.charAt(hostStart))) {
            hostStart++;
        }
        int end = -1;
        int label = labelEnd(original, hostStart);
        for (int count = 0; count <= MOST_LABELS && label > hostStart; count++) {
            end = count > 0 ? label : -1;
            boolean hasDot = label < original.length() && original.charAt(label) == '.';
            int next = hasDot ? labelEnd(original, label + 1) : label;
            if (!hasDot || next == label + 1) {
                break;
            }
            end = next;
            label = next;
        }
        if (start < nameEnd && end > 0) {
            findings.add(new Finding(PersonalData.EMAIL, start, end));
        }
    }

    private static boolean isOfName(char c) {
        return Character.isLetterOrDigit(c) || "._%+-'".indexOf(c) >= 0;
    }

    private static int labelEnd(String text, int start) {
        int end = start;
        while (end < text.length()
                && end - start < LONGEST_LABEL
                && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '-')) {
            end++;
        }
        return end;
    }

    private static void addSpoken(WrittenText text, int start, int end, List<Finding> findings) {
        int hostEnd = hostEnd(text.text(), end);
        int nameStart = hostEnd < 0 ? -1 : nameStart(text.text(), start);
        if (nameStart >= 0) {
            findings.add(text.finding(PersonalData.EMAIL, nameStart, hostEnd));
        }
    }

    /** End of a host of up to three words and a known top-level domain, or -1. */
    private static int hostEnd(String written, int from) {
        int at = from;
        for (int words = 0; words < MOST_HOST_WORDS; words++) {
            at = afterSpace(written, at);
            int end = labelEnd(written, at);
            if (end == at || words == 0 && NO_HOSTS.contains(written.substring(at, end))) {
                return -1;
            }
            int hostEnd = afterDots(written, end);
            if (hostEnd > 0) {
                return hostEnd;
            }
            String label = written.substring(at, end);
            String next = written.substring(afterSpace(written, end), nextEnd(written, end));
            if (words == 0 && PROVIDERS.contains(label)) {
                return TOP_LEVEL.contains(next) ? nextEnd(written, end) : end;
            }
            if (words == 0 && MAIL_HOSTS.contains(label) && TOP_LEVEL.contains(next)) {
                return nextEnd(written, end);
            }
            at = end;
        }
        return -1;
    }

    private static int nextEnd(String written, int from) {
        return labelEnd(written, afterSpace(written, from));
    }

    /** End of the last known top-level domain after dots, or -1. */
    private static int afterDots(String written, int from) {
        int found = -1;
        int at = from;
        for (int labels = 0; labels < MOST_LABELS; labels++) {
            int start = afterSpace(written, at);
            boolean isSign = start < written.length() && written.charAt(start) == '.';
            int dotEnd = isSign ? start + 1 : labelEnd(written, start);
            if (!isSign && !DOTS.contains(written.substring(start, dotEnd))) {
                return found;
            }
            int label = afterSpace(written, dotEnd);
            int end = labelEnd(written, label);
            String last = written.substring(label, end);
            boolean isStop = isSign && label > dotEnd;
            if ((isStop ? AFTER_STOP : TOP_LEVEL).contains(last)) {
                found = end;
            } else if (isStop || last.isEmpty()) {
                return found;
            }
            at = end;
        }
        return found;
    }

    private static int afterSpace(String written, int at) {
        return at < written.length() && written.charAt(at) == ' ' ? at + 1 : at;
    }

    /** Start of the local part before an "at", or -1 if there is none. */
    private static int nameStart(String written, int at) {
        int from = Math.max(0, at - WIDEST_BEFORE);
        String before = written.substring(from, at);
        int announcedEnd = announcedEnd(before);
        if (announcedEnd >= 0 && announcedEnd < before.stripTrailing().length()) {
            return from + announcedEnd;
        }
        List<int[]> words = words(before, 0);
        if (words.isEmpty()) {
            return -1;
        }
        int first = words.size() - 1;
        boolean isOther =
                written.startsWith("at", at) && NO_NAMES.contains(word(before, words, first));
        if (isOther && !isJoined(before, words, first)) {
            return -1;
        }
        while (first > 0 && isJoined(before, words, first)) {
            first--;
        }
        return from + words.get(first)[0];
    }

    /** Index after the last "my e-mail is", or -1. */
    private static int announcedEnd(String before) {
        int end = -1;
        if (before.contains("mail") || before.contains("corre") || before.contains("adresse")) {
            Matcher announced = ANNOUNCED.matcher(before);
            while (announced.find()) {
                end = announced.end();
            }
        }
        return end;
    }

    /** Starts and ends of the words, without punctuation in between. */
    private static List<int[]> words(String text, int from) {
        List<int[]> words = new ArrayList<>();
        int start = -1;
        for (int i = from; i <= text.length(); i++) {
            boolean isPart =
                    i < text.length()
                            && text.charAt(i) > ' '
                            && ",;:!?".indexOf(text.charAt(i)) < 0;
            if (isPart && start < 0) {
                start = i;
            } else if (!isPart && start >= 0) {
                words.add(new int[] {start, i});
                start = -1;
            }
        }
        return words;
    }

    /** Whether the word before belongs to the same local part. */
    private static boolean isJoined(String before, List<int[]> words, int at) {
        if (at == 0) {
            return false;
        }
        String word = word(before, words, at);
        String earlier = word(before, words, at - 1);
        boolean spelled = word.length() == 1 && earlier.length() == 1;
        boolean number = word.chars().allMatch(Character::isDigit) && !NO_NAMES.contains(earlier);
        return JOINTS.contains(word) || JOINTS.contains(earlier) || spelled || number;
    }

    private static String word(String before, List<int[]> words, int at) {
        return before.substring(words.get(at)[0], words.get(at)[1]);
    }
}
