package io.supportassistant.redaction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Passwords and what else is said after words such as "my password is", in four languages. */
final class Passwords {

    /** Words after "the password is" that cannot be the password. */
    private static final Set<String> NO_PASSWORDS =
            words(
                    "not never no wrong incorrect right correct expired invalid too being still"
                        + " always also the a an my your required needed saved stored reset working"
                        + " fine okay ok definitely really actually just probably maybe what how"
                        + " why when where that this it something one only changed accepted"
                        + " rejected refused case longer to good old new same different gone"
                        + " forgotten lost in on at for and or but because of sent supposed going"
                        + " getting already there here important secure weak blocked locked unknown"
                        + " missing all so very now then been have were does doesn't isn't wasn't"
                        + " can't won't asked entered typed field box prompt page problem issue"
                        + " with by from after before until again case-sensitive valid active"
                        + " available empty blank visible hidden shown known about enough strong"
                        + " short long as if than well up out off under supposedly sometimes"
                        + " everything nothing set send more every ignored nicht falsch richtig"
                        + " korrekt abgelaufen ungultig gesperrt geandert vergessen weg noch immer"
                        + " schon auch das der die ein eine mein meine dein ihr unbekannt leer"
                        + " sicher unsicher zu seit gestern heute neu alt gleich gespeichert"
                        + " zuruckgesetzt kaputt bekannt nur ja aber dass doch wohl jetzt wirklich"
                        + " wieder lang kurz notig erforderlich angeblich irgendwie irgendwo"
                        + " eigentlich definitiv bestimmt ganz zum vom von im auf fur und oder weil"
                        + " wie was wo wenn hier da dort incorrecta incorrecto correcta correcto"
                        + " valida invalida caducada caducado caduco mala buena vieja nueva antigua"
                        + " la el una un mi su tu muy demasiado siempre ya todavia aun bloqueada"
                        + " olvidada perdida misma distinta necesaria obligatoria que lo en de por"
                        + " para porque y o pero si cuando donde como esta este eso algo corta"
                        + " larga debil segura pas incorrecte correcte expire invalide valide faux"
                        + " bon mauvais oublie perdu bloque change toujours encore aussi le les une"
                        + " mon ma mes votre trop tres deja meme nouveau ancien vieux celui ce qui"
                        + " du des pour par parce et ou mais quand comme dans sur refuse accepte"
                        + " requis obligatoire necessaire enregistre");

    /** Words that no password goes on with. */
    private static final Set<String> ENDS =
            words(
                    "and but because so when then or which that for if und aber weil dann oder denn"
                        + " y pero porque entonces et mais car puis with while mit con avec thanks"
                        + " thank danke gracias merci please bitte");

    /** What stands between the word and the password. */
    private static final Set<String> EQUALS =
            words(
                    "is was it's its equals reads says s lautet ist war heisst es era est c'est"
                            + " cest etait being");

    /** Words that may stand before those. */
    private static final Set<String> ASIDES =
            words(
                    "for the my of on to our your wifi wi fi number would be fur mein meine das die"
                            + " den der vom zum von wlan del de la para el mi du le pour ma mon sur"
                            + " computer account app router email admin phone laptop portal");

    /** Words that are a password's with another before them: "api key", "mot de passe". */
    private static final java.util.Map<String, Set<String>> NEED_BEFORE =
            java.util.Map.of(
                    "key", Set.of("api", "access", "secret", "private"),
                    "token", Set.of("access", "auth", "api", "bearer"),
                    "answer", Set.of("security", "secret"),
                    "passe", Set.of("de"));

    private static final Set<String> ENGLISH =
            words(
                    "password passwords passphrase passcode pass secret key token answer passwd pwd"
                            + " pw");
    private static final int MOST_WORDS = 12;

    /** In German, Spanish and French, whose words for what is no password are not all known. */
    private static final int MOST_FOREIGN_WORDS = 3;

    private static final int MOST_ASIDES = 5;
    private static final int MOST_UNKNOWN = 2;
    private static final int WIDEST = 120;
    private static final int SHORTEST = 4;
    private static final int SHORTEST_APART = 6;
    private static final String STOPS = ".,;!?";

    private Passwords() {}

    private static Set<String> words(String words) {
        return Set.copyOf(new HashSet<>(List.of(words.split(" "))));
    }

    static List<Finding> find(String original, WrittenText text) {
        List<Finding> findings = new ArrayList<>();
        String written = text.text();
        for (int end : text.passwords()) {
            int start = wordStart(written, end);
            String word = written.substring(start, end);
            if (!isPassword(written, start, word)) {
                continue;
            }
            boolean isEnglish = ENGLISH.contains(word);
            int from = end;
            if (word.equals("pass") || word.equals("secret")) {
                from = afterWord(written, end, "phrase", "code", "key", "word");
                if (from == end && word.equals("pass")) {
                    continue;
                }
            }
            add(original, text, from, isEnglish, findings);
        }
        return findings;
    }

    private static boolean isPassword(String written, int start, String word) {
        Set<String> before = NEED_BEFORE.get(word);
        if (before == null) {
            return true;
        }
        int end = start;
        while (end > 0 && end > start - 2 && " -_".indexOf(written.charAt(end - 1)) >= 0) {
            end--;
        }
        return before.contains(written.substring(wordStart(written, end), end));
    }

    /** The place after one of some words, if it comes next, else the same place. */
    private static int afterWord(String written, int from, String... words) {
        int start = afterSpaces(written, from);
        int end = wordEnd(written, start);
        return List.of(words).contains(written.substring(start, end)) ? end : from;
    }

    private static void add(
            String original,
            WrittenText text,
            int from,
            boolean isEnglish,
            List<Finding> findings) {
        String written = text.text();
        int value = afterEquals(written, from, 0);
        boolean isSaid = value >= 0;
        if (!isSaid) {
            // After words that nobody knows only what looks like a password is one.
            value = afterEquals(written, from, MOST_UNKNOWN);
        }
        if (value < 0) {
            value = afterChange(written, from);
        }
        if (isSaid) {
            int now = afterWord(written, value, "now", "still", "jetzt");
            boolean isWord = now < written.length() && Character.isWhitespace(written.charAt(now));
            now = isWord ? now : value;
            isSaid = now == value;
            value = isSaid ? value : afterSpaces(written, now);
        }
        boolean isAfterUnknown = !isSaid && value >= 0;
        boolean isApart = value < 0 && from < written.length() && written.charAt(from) == ',';
        if (value < 0) {
            value = afterSpaces(written, isApart ? from + 1 : from);
        }
        if (value >= written.length()) {
            return;
        }
        int start = text.originalStart(value);
        String following = original.substring(start, Math.min(original.length(), start + WIDEST));
        int shortest = isApart || isAfterUnknown ? SHORTEST_APART : SHORTEST;
        int length = isSaid ? length(following, isEnglish) : lengthOfOne(following, shortest);
        if (length > 0) {
            findings.add(new Finding(PersonalData.SECRET, start, start + length));
        }
    }

    /** Where the value begins after "changed my password to", "should be", "used to be"; or -1. */
    private static int afterChange(String written, int from) {
        int to = afterWord(written, from, "to", "auf", "en", "a");
        if (to == from) {
            int should = afterWord(written, from, "should", "must", "could", "would", "used");
            int be = afterWord(written, afterWord(written, should, "to"), "be");
            to = should == from || be == should ? from : be;
        }
        return to == from ? -1 : afterSpaces(written, to);
    }

    /** Where the value begins after "is", ":" and the like, or -1 if there is nothing like it. */
    private static int afterEquals(String written, int from, int mostUnknown) {
        int at = from;
        int unknown = 0;
        for (int asides = 0; asides <= MOST_ASIDES; asides++) {
            at = afterSpaces(written, at);
            if (at < written.length() && (written.charAt(at) == ':' || written.charAt(at) == '=')) {
                return afterSpaces(written, afterSigns(written, at));
            }
            if (at < written.length()
                    && (written.charAt(at) == '\'' || written.charAt(at) == ',')) {
                at = afterSpaces(written, at + 1);
            }
            int end = wordEnd(written, at);
            String word = written.substring(at, end);
            if (EQUALS.contains(word)
                    && end < written.length()
                    && !Character.isLetter(written.charAt(end))) {
                int value = afterSpaces(written, afterSigns(written, end));
                return value < written.length() ? value : -1;
            }
            if (word.isEmpty() || !ASIDES.contains(word) && ++unknown > mostUnknown) {
                return -1;
            }
            at = end;
        }
        return -1;
    }

    private static int afterSigns(String written, int from) {
        int at = from;
        while (at < written.length()
                && at - from < 4
                && " :=,\"'".indexOf(written.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static int afterSpaces(String written, int from) {
        int at = from;
        while (at < written.length() && Character.isWhitespace(written.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int wordEnd(String written, int start) {
        int end = start;
        while (end < written.length()
                && end - start < 30
                && (Character.isLetter(written.charAt(end)) || written.charAt(end) == '\'')) {
            end++;
        }
        return end;
    }

    private static int wordStart(String written, int end) {
        int start = end;
        while (start > 0 && end - start < 40 && Character.isLetter(written.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    /** How long the password is that stands at the beginning of what follows; 0 if none does. */
    private static int length(String following, boolean isEnglish) {
        int end = 0;
        int most = isEnglish ? MOST_WORDS : MOST_FOREIGN_WORDS;
        boolean hasDigit = false;
        int at = afterSpaces(following, 0);
        for (int count = 0; count < MOST_WORDS && at < following.length(); count++) {
            int wordEnd = chunkEnd(following, at);
            String chunk = following.substring(at, wordEnd);
            String bare = bare(chunk);
            if (count == 0 && isNoPassword(bare, following, wordEnd) || ENDS.contains(bare)) {
                break;
            }
            hasDigit |= hasDigit(chunk) || isNumber(bare);
            if (count >= most && !hasDigit && end > 0) {
                return 0;
            }
            end = at + withoutStop(chunk);
            // A sentence ends here; digits that are said one by one go on after a comma.
            if (STOPS.indexOf(chunk.charAt(chunk.length() - 1)) >= 0
                    && !goesOn(bare, following, wordEnd)) {
                break;
            }
            at = afterSpaces(following, wordEnd);
        }
        return end;
    }

    /** "One" begins a password only if another number follows. */
    private static boolean isNoPassword(String bare, String following, int end) {
        return NO_PASSWORDS.contains(bare) && !(isNumber(bare) && isNumberNext(following, end));
    }

    private static boolean goesOn(String bare, String following, int end) {
        return (isNumber(bare) || bare.length() == 1) && isNumberNext(following, end);
    }

    private static boolean isNumberNext(String following, int end) {
        int next = afterSpaces(following, end);
        return next < following.length()
                && isNumber(bare(following.substring(next, chunkEnd(following, next))));
    }

    private static boolean isNumber(String bare) {
        SpokenWord spoken = SpokenWord.of(bare);
        return spoken == null
                ? !bare.isEmpty() && bare.chars().allMatch(Character::isDigit)
                : spoken.isNumeric();
    }

    /** The length of one word that looks like a password: letters with digits, as "hunter3". */
    private static int lengthOfOne(String following, int shortest) {
        String chunk = following.substring(0, chunkEnd(following, 0));
        int length = withoutStop(chunk);
        boolean hasLetter = chunk.chars().anyMatch(Character::isLetter);
        return length >= shortest && hasLetter && hasDigit(chunk) ? length : 0;
    }

    private static boolean hasDigit(String chunk) {
        return chunk.chars().anyMatch(Character::isDigit);
    }

    private static int chunkEnd(String text, int start) {
        int end = start;
        while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static String bare(String chunk) {
        int end = chunk.length();
        while (end > 0 && STOPS.indexOf(chunk.charAt(end - 1)) >= 0) {
            end--;
        }
        return Token.unaccented(chunk.substring(0, end).toLowerCase(Locale.ROOT));
    }

    private static int withoutStop(String chunk) {
        int end = chunk.length();
        while (end > 1 && ".,;?".indexOf(chunk.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }
}
