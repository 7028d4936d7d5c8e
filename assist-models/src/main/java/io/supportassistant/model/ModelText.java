package io.supportassistant.model;

import java.text.Normalizer;
import java.util.Collection;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Cleans and checks text before a model reads it, and before a person reads a model's text. */
final class ModelText {

    /**
     * Invisible characters, which can hide text from its reader: control and format characters,
     * direction overrides, tags, variation selectors, private use.
     */
    private static final Pattern UNSEEN =
            Pattern.compile(
                    "[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\x{FE00}-\\x{FE0F}\\x{E0100}-\\x{E01EF}&&[^\\n"
                            + "\\t]]");

    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");
    private static final Pattern MARKUP =
            Pattern.compile("<\\s*[/!?|a-zA-Z]|\\]\\s*\\(|!\\[|&#?\\w{1,16};|```");
    private static final Pattern LINK =
            Pattern.compile(
                    "\\S{0,40}:/{1,2}\\w\\S*|\\\\\\\\\\w\\S*|\\b[\\w-]+ (?:dot|punkt|punto|point)"
                        + " (?:com|net|org|io|info|biz|support|help|app|dev|site|online|de|es|fr|uk|eu)\\b"
                        + "|\\b(?:www\\.|(?:javascript|data|mailto|tel|sip|file):)\\S+"
                        + "|\\b[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+"
                        + "|\\b(?:[\\p{L}\\p{N}-]+\\.)+\\p{L}{2,24}\\b\\S*",
                    Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private ModelText() {}

    /** Without invisible characters; line breaks are kept. */
    static String visible(String text) {
        return LONE_SURROGATE.matcher(UNSEEN.matcher(text).replaceAll("")).replaceAll("");
    }

    /** With normalised full stops and digits. */
    private static String plainSigns(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .replaceAll("[\u3002\uFF61\u00B7\u2027\uFE52]", ".");
    }

    /** One visible line without emphasis marks, cut to at most {@code mostCharacters}. */
    static String oneLine(String text, int mostCharacters) {
        String line =
                plainSigns(visible(text))
                        .replaceAll("\\*\\*|__|`", "")
                        .replaceAll("(?m)^\\s*(?:#{1,6}|[*-])\\s+", "")
                        .replaceAll("[\\s\\p{Z}]+", " ")
                        .strip();
        return cut(line, mostCharacters).strip();
    }

    /** Whether it contains HTML, Markdown links or images, or code. */
    static boolean hasMarkup(String text) {
        return MARKUP.matcher(text).find();
    }

    /** Whether it contains a URL or mail address that is in none of the sources. */
    static boolean hasLinkBesides(Collection<String> sources, String text) {
        return LINK.matcher(text)
                .results()
                .map(MatchResult::group)
                .map(link -> link.replaceAll("[.,;:!?)\\]}'\"]+$", "").toLowerCase(Locale.ROOT))
                .anyMatch(
                        link ->
                                sources.stream()
                                        .noneMatch(
                                                source ->
                                                        source.toLowerCase(Locale.ROOT)
                                                                .contains(link)));
    }

    /** At most {@code mostCharacters}, cut between words if possible. */
    static String cutAtWord(String text, int mostCharacters) {
        String cut = cut(text, mostCharacters);
        int end = cut.lastIndexOf(' ');
        return cut.length() == text.length() || end <= 0 ? cut : cut.substring(0, end);
    }

    /** At most {@code mostCharacters}; never splits a surrogate pair. */
    static String cut(String text, int mostCharacters) {
        if (text.length() <= mostCharacters) {
            return text;
        }
        int end = mostCharacters;
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }
}
