package io.supportassistant.redaction;

import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.personaldata.WordsBeside;
import io.supportassistant.personaldata.WrittenText;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds passwords that are before the word or apart from it: "I use bluebird as my password",
 * "hunter22 is my password", "I forgot my password, so I changed it to bluebird".
 */
final class UsedPasswords {

    private static final String WHOSE =
            "(?:(?:my|the|a|our|his|her|their|your|mein|meine|das|ein|unser|dein|ihr|mi|la|una|su"
                    + "|tu|mon|le|un|ma|notre|votre|master|main|new|old|login|wi-?fi|admin|neues"
                    + "|altes|nueva|temporary|temp|initial|first|second|default|standard|backup"
                    + "|current|provisoire|provisional) ){0,4}(?:mot de )?$";
    private static final Pattern AS = Pattern.compile("\\b(?:as|als|como|comme) " + WHOSE);
    private static final Pattern IS =
            Pattern.compile(
                    "(?:\\b(?:is|was|ist|war|es|era|est|etait|for|fur|para|pour)|,?"
                            + " (?:c'est|that's|das ist)) "
                            + WHOSE);

    /** "C'est Kestrel77 le mot de passe", "I changed it to Kestrel77 from the old password". */
    private static final Pattern BEFORE =
            Pattern.compile(
                    "\\b(?:c'est|it's|(?:changed?|set|reset|updated?) (?:it|that) to|es"
                        + " (?:in|auf)|l'ai changee? (?:en|par)|cambie (?:a|por)) (\\S{5,60}?),?(?:"
                        + " (?:geandert|gesetzt),?)?(?: from)? "
                            + WHOSE);

    private static final Pattern GERMAN_SET =
            Pattern.compile("^ (?:habe|hab|hatte) ich (?:dann |jetzt )?(?:auf|in|zu) (\\S{5,60})");

    /** "Auf igel gesetzt", "as cinnamon". */
    private static final Pattern SET_TO =
            Pattern.compile(
                    "\\b(?:auf|in|zu) (\\p{L}{4,20})"
                        + " (?:geandert|geaendert|gesetzt|gewechselt|umgestellt)\\b|^ as"
                        + " (\\p{L}{4,20})(?=[.,;!]|\\s*$)|^,? ?(?:i made it|[yi]o? la puse en|la"
                        + " puse (?:en|a|como)|la he puesto en) (\\p{L}{4,20})\\b");

    /** Every match of {@link #SET_TO} contains one of them. */
    private static final List<String> SET_WORDS =
            List.of(" auf ", " in ", " zu ", " as ", "made it ", "la puse ", "la he puesto ");

    /** Verbs of using a password. */
    private static final Set<String> USED =
            Set.of(
                    "use used using uses have had has got gave set put chose choose picked pick take took"
                            .split(" "));

    private static final Set<String> FOREIGN_USED =
            Set.of(
                    ("habe hatte hab benutze benutzt benutzte nutze nutzte verwende verwendet"
                                    + " verwendete nehme nahm wahlte uso usaba utilizo utilizaba"
                                    + " tengo tenia puse pongo utilise utilisais ai avais mis mets"
                                    + " prends choisi choisis")
                            .split(" "));

    private static final Pattern CHANGED_IT =
            Pattern.compile(
                    "\\b(?:changed?|set|reset|updated?|switched?) (?:it|that) (?:in)?to |\\bl[ao]"
                            + " (?:he |habia )?(?:cambi|actualic|pus|modifi)\\w{0,6} (?:a|por)"
                            + " |\\bl'(?:ai|avais|a) (?:change|modifie|mis|remis)e? (?:en|a|par)"
                            + " |\\b(?<german>es|das) (?:dann |jetzt |wieder )?auf ");

    private static final Pattern FROM_TO =
            Pattern.compile("^ (?:from|von|de) (\\S{1,60}) (?:to|auf|zu|a|en) (\\S{1,60})");

    /** "As a password I use", "als Passwort benutze ich". */
    private static final Pattern AFTER_AS =
            Pattern.compile(
                    "^,? (?:(?:i|we|ich|yo|je) |j')?(?:"
                            + String.join("|", USED)
                            + "|"
                            + String.join("|", FOREIGN_USED)
                            + ")(?: (?:ich|wir))? ");

    private static final Set<String> PRONOUNS = Set.of("i", "we", "ich", "wir", "er", "sie");

    /** Words that form a compound with "password" which names no password. */
    private static final Set<String> COMPOUNDS =
            Set.of(
                    "manager managers reset hint policy page field problem problems issue question"
                            .split(" "));

    private static final Pattern AFTER_PASS =
            Pattern.compile("^(?: is| was|:| is:)? (?=\\S{0,60}\\pL{4})(\\S{6,60})");
    private static final Set<String> TICKETS =
            Set.of(
                    "boarding bus ski season day guest game free hall backstage by mein meine der"
                            .split(" "));

    /** Every match of the pattern of the same name contains one of them. */
    private static final List<String> AS_WORDS = List.of("as ", "als ", "como ", "comme ");

    private static final List<String> IS_WORDS =
            List.of(
                    "is ", "was ", "ist ", "war ", "es ", "era ", "est ", "etait ", "for ", "fur ",
                    "para ", "pour ", "that's ");

    private static final List<String> BEFORE_WORDS =
            List.of("c'est ", "it's ", " it to ", " that to ", "es ", "l'ai change", "cambie ");

    private static final List<String> CHANGED_WORDS =
            List.of(" it ", " that ", "la ", "lo ", "l'", " auf ");

    private static final int WIDEST = 100;
    private static final int MOST_WORDS = 8;
    private static final int SHORTEST = 5;
    private static final int SHORTEST_USED = 4;
    private static final String STOPS = ".,;:!?\"";

    private UsedPasswords() {}

    /**
     * @param start of the word "password" in the written text
     * @param end of that word
     */
    static void add(WrittenText text, int start, int end, List<Finding> findings) {
        String written = text.text();
        List<String> after = WordsBeside.after(written, end, 1);
        int from = Math.max(0, start - WIDEST);
        String before = written.substring(from, start);
        String window = written.substring(end, Math.min(written.length(), end + WIDEST));
        Matcher as = AS.matcher(before);
        boolean isAs = hasAny(before, AS_WORDS) && as.find();
        if (after.isEmpty() || !COMPOUNDS.contains(after.get(0))) {
            addBefore(text, from, before, isAs ? as : null, findings);
        }
        addFromTo(text, end, findings);
        if (hasAny(before, BEFORE_WORDS)) {
            addMixed(text, from, BEFORE.matcher(before), findings);
        }
        addMixed(text, end, GERMAN_SET.matcher(window), findings);
        Matcher setTo = SET_TO.matcher(window);
        if (hasAny(window, SET_WORDS) && setTo.find()) {
            int group = setTo.group(1) != null ? 1 : setTo.group(2) != null ? 2 : 3;
            if (PasswordWords.mayBeAlone(setTo.group(group))) {
                int begin = end + setTo.start(group);
                findings.add(text.finding(PersonalData.SECRET, begin, end + setTo.end(group)));
            }
        }
        Matcher used = AFTER_AS.matcher(window);
        if (isAs && used.find()) {
            addChanged(text, end + used.end(), true, findings);
        }
        Matcher changed = CHANGED_IT.matcher(window);
        if (hasAny(window, CHANGED_WORDS) && changed.find()) {
            addChanged(text, end + changed.end(), changed.group("german") == null, findings);
        }
    }

    /** A cheap test before a pattern, which cannot match without one of the words. */
    private static boolean hasAny(String window, List<String> words) {
        for (String word : words) {
            if (window.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param from start of the window before the word
     * @param as matcher that found "as my" directly before the word, or null
     */
    private static void addBefore(
            WrittenText text, int from, String window, Matcher as, List<Finding> findings) {
        String written = text.text();
        boolean isAs = as != null;
        Matcher is = IS.matcher(window);
        if (!isAs && !(hasAny(window, IS_WORDS) && is.find())) {
            return;
        }
        int end = trimmed(written, from, from + (isAs ? as.start() : is.start()));
        int begin = chunkStart(written, from, end);
        if (isMixed(written.substring(begin, end))) {
            findings.add(text.finding(PersonalData.SECRET, begin, end));
        } else if (isAs) {
            addUsed(text, from, end, findings);
        }
    }

    /**
     * @param at start of the matcher's text
     */
    private static void addMixed(
            WrittenText text, int at, Matcher matcher, List<Finding> findings) {
        if (matcher.find()) {
            int begin = at + matcher.start(1);
            int end = trimmed(text.text(), begin, at + matcher.end(1));
            if (isMixed(text.text().substring(begin, end))) {
                findings.add(text.finding(PersonalData.SECRET, begin, end));
            }
        }
    }

    /** The value between "use" and "as my password". */
    private static void addUsed(WrittenText text, int from, int end, List<Finding> findings) {
        String written = text.text();
        int begin = end;
        for (int count = 0; count <= MOST_WORDS && begin > from; count++) {
            int before = chunkStart(written, from, trimmed(written, from, begin));
            String chunk = written.substring(before, trimmed(written, from, begin));
            String word = chunk.substring(chunk.indexOf('\'') + 1);
            if (begin < end && (USED.contains(word) || FOREIGN_USED.contains(word))) {
                String said = written.substring(begin, end);
                if (PRONOUNS.contains(said)) {
                    addMixedBefore(text, from, before, findings);
                    return;
                }
                boolean isLong = said.length() >= SHORTEST_USED;
                if (isLong && PasswordWords.mayBeUsed(List.of(said.split("[\\s,]+")))) {
                    findings.add(text.finding(PersonalData.SECRET, begin, end));
                }
                return;
            }
            begin = before;
        }
    }

    /** "Kestrel77 habe ich als Passwort". */
    private static void addMixedBefore(
            WrittenText text, int from, int verb, List<Finding> findings) {
        int end = trimmed(text.text(), from, verb);
        int begin = chunkStart(text.text(), from, end);
        if (isMixed(text.text().substring(begin, end))) {
            findings.add(text.finding(PersonalData.SECRET, begin, end));
        }
    }

    /** "Pass is hunter22" and "user dana pass hunter22", but not "boarding pass". */
    static void addAfterPass(WrittenText text, int start, int end, List<Finding> findings) {
        List<String> before = WordsBeside.before(text.text(), start, 1);
        if (before.isEmpty() || !TICKETS.contains(before.get(0))) {
            String following =
                    text.text().substring(end, Math.min(text.text().length(), end + WIDEST));
            addMixed(text, end, AFTER_PASS.matcher(following), findings);
        }
    }

    /** "I changed my password from tiger99 to lion2024". */
    private static void addFromTo(WrittenText text, int end, List<Finding> findings) {
        String written = text.text();
        String window = written.substring(end, Math.min(written.length(), end + WIDEST));
        Matcher both = FROM_TO.matcher(window);
        boolean isSaid = both.find();
        for (int group = 1; isSaid && group <= 2; group++) {
            int begin = end + both.start(group);
            int bare = trimmed(written, begin, end + both.end(group));
            if (isMixed(written.substring(begin, bare))) {
                findings.add(text.finding(PersonalData.SECRET, begin, bare));
            }
        }
    }

    private static void addChanged(
            WrittenText text, int at, boolean mayBeWord, List<Finding> findings) {
        String written = text.text();
        int begin = at;
        while (begin < written.length() && STOPS.indexOf(written.charAt(begin)) >= 0) {
            begin++;
        }
        int end = begin;
        while (end < written.length() && !Character.isWhitespace(written.charAt(end))) {
            end++;
        }
        int bare = trimmed(written, begin, end);
        List<String> after = WordsBeside.after(written, end, 1);
        boolean isLast =
                bare < end || after.isEmpty() || PasswordWords.AFTER.contains(after.get(0));
        String word = written.substring(begin, bare);
        if (isMixed(word) || mayBeWord && isLast && PasswordWords.mayBeAlone(word)) {
            findings.add(text.finding(PersonalData.SECRET, begin, bare));
        }
    }

    /** The end without white space and punctuation. */
    private static int trimmed(String written, int from, int end) {
        int at = end;
        while (at > from
                && (Character.isWhitespace(written.charAt(at - 1))
                        || STOPS.indexOf(written.charAt(at - 1)) >= 0)) {
            at--;
        }
        return at;
    }

    private static int chunkStart(String written, int from, int end) {
        int at = end;
        while (at > from && !Character.isWhitespace(written.charAt(at - 1))) {
            at--;
        }
        return at;
    }

    private static boolean isMixed(String chunk) {
        return chunk.length() >= SHORTEST
                && chunk.chars().anyMatch(Character::isLetter)
                && chunk.chars().anyMatch(Character::isDigit);
    }
}
