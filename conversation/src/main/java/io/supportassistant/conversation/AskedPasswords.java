package io.supportassistant.conversation;

import io.supportassistant.conversation.NearTurns.Cut;
import io.supportassistant.events.Speaker;
import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.personaldata.WrittenText;
import io.supportassistant.redaction.NeededNumbers;
import io.supportassistant.redaction.Redactor;
import io.supportassistant.spokentext.Numerals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds passwords that the customer says in reply to the agent's question. Only the question
 * identifies them, so only three forms count: letters with digits, one word after "it is", and a
 * single word.
 */
final class AskedPasswords {

    /** Letters and digits that are a time, a position or an amount. */
    private static final Pattern MEASURE =
            Pattern.compile("\\d+(?:st|nd|rd|th|am|pm|h|s|k|x|min|sec|gb|mb|kb|tb|ghz|mbps)");

    private static final Pattern WORD = Pattern.compile("[^\\s\"“”(\\[]\\S*");
    private static final Pattern STOPS = Pattern.compile("[.,;:?\"“”)]+$");

    private static final Pattern LETTER_CASE =
            Pattern.compile("(?i)\\b(?:lower|upper|small|capital)[ -]?case\\b");

    private static final Set<String> IT_IS = words("it's its that's c'est");
    private static final Set<String> IS = words("is was ist est es lautet");
    private static final Set<String> IT = words("it that es das");

    /** Words that may stand before a password that is the whole reply. */
    private static final Set<String> LEADING =
            words(
                    "um uh uhm erm hm hmm oh ah okay ok so yes yeah yep sure well right alright"
                        + " would should must be probably gosh oh müsste sein wahrscheinlich"
                        + " vermutlich pues entonces debería ser sería alors ben serait normalement"
                        + " i think believe it's its it is that's ich glaube denke meine es das ist"
                        + " ja also ahm äh ähm creo que es sí la siempre era je crois c'est euh oui"
                        + " moment un momento momentito espere einen augenblick attendez");

    /** Stands before a reply: "of course", "kein Problem". */
    private static final Pattern COURTESY =
            Pattern.compile(
                    "(?iu)^(?:"
                            + anyOf(
                                    "of course|certainly|absolutely|no (?:problem|worries)",
                                    "sure(?: thing)?|yes|yeah|yep|okay|ok|all ?right|happy to",
                                    "ja|klar|gern|gerne|natürlich|selbstverständlich|kein problem",
                                    "sicher|sí|claro(?: que sí)?|por supuesto|vale|mire|bueno",
                                    "sin problema|cómo no|con gusto|oui|bien sûr|pas de problème",
                                    "avec plaisir|volontiers|sans souci|d'accord|donc")
                            + "[ ,.!]+)+(?:"
                            + anyOf(
                                    "mine is|it's|it is|that's|that is|das ist(?: die| der| das)?",
                                    "es (?:ist|la|el)|es|c'est(?: le| la)?")
                            + " )?|^mine is ");

    /** Words that describe the spelling: "all lower case", "with a capital K at the end". */
    private static final Set<String> SPELLING =
            words(
                    "la el be pe ce ele eme ene ese te zero o all lower upper small capital case"
                        + " lowercase uppercase with a an the letter letters one word at end in"
                        + " beginning exclamation question mark point dash hyphen underscore hash"
                        + " star dot slash sign symbol dollar then and first alles klein groß gross"
                        + " großem großgeschrieben kleingeschrieben geschrieben mit am ende anfang"
                        + " ausrufezeichen bindestrich unterstrich punkt raute und dann zusammen en"
                        + " minúsculas mayúsculas minúscula mayúscula todo junto con al final signo"
                        + " exclamación guion guión punto arroba y minuscules majuscules minuscule"
                        + " majuscule tout avec une à la fin exclamation tiret attaché et number"
                        + " numbers digits followed by instead of dahinter danach vorne gefolgt von"
                        + " zahl zahlen ziffern luego después detrás números número cifras seguido"
                        + " puis ensuite suivi de début les chiffres chiffre numéros");

    /** Words beside a password that is read back. */
    private static final Set<String> CONFIRMING =
            words(
                    "matched done it that found verified confirmed opened there see look prüfe"
                        + " schaue sehe suche compruebo miro veo busco vérifie regarde cherche vois"
                        + " matches sorry did say said no i'm afraid isn't what we have with"
                        + " capital through security you're i've set changed now done to from on"
                        + " put saved as new like keep nein steht hier nicht hab ich trage ein"
                        + " gespeichert gesetzt geändert ha dicho verdad ya he puesto cambiado"
                        + " hecho ça bien non ce n'est pas j'ai mis changé fait thank thanks you"
                        + " okay ok great perfect right correct good lovely brilliant excellent yes"
                        + " yeah so and that that's is it's it the your password was wonderful fine"
                        + " alright all got it sure one moment please just let me check danke"
                        + " vielen dank gut super prima richtig stimmt genau also das ist war ja"
                        + " passt perfekt und wunderbar einen moment bitte ihr kennwort passwort"
                        + " gracias muchas muy bien vale perfecto correcto exacto eso es la"
                        + " contraseña sí un momento estupendo merci beaucoup parfait d'accord très"
                        + " bien c'est oui exact correct le mot de passe alors donc un instant"
                        + " super");

    /** One-word replies that are no password, in addition to those the redactor knows. */
    private static final Set<String> NO_PASSWORDS =
            words(
                    "broken gone offline online down dead slow kaputt roto cassé correct incorrect"
                        + " expired blocked locked accepted rejected invalid denied saved almost"
                        + " goodness whoops typing somewhere honestly startseite hauptkonto zuhause"
                        + " entschuldigung quatsch privat privada privado privé patientez buscando"
                        + " cherche german english deutsch inglés anglais done worked works gmail"
                        + " google chrome firefox safari outlook nope never none nothing forgot"
                        + " lost why which who pardon excuse hello dunno whatever seriously"
                        + " remember perhaps password passphrase passcode account email wifi router"
                        + " both neither either those these secret private confidential personal"
                        + " urgent complicated ridiculous absolutely certainly unfortunately cannot"
                        + " can't won't don't didn't know idea understood exactly because today"
                        + " yesterday tomorrow nein warum wieso keine nichts alte alten altes neue"
                        + " neuen neues richtige richtigen falsche falschen gleiche gleichen keins"
                        + " keines normale übliche words erledigt fertig geschafft hecho listo"
                        + " olvidé fait oublié word characters letters digits numbers times twice"
                        + " once first last usual same ninguna ninguno misma mismo vieja nueva"
                        + " antigua otra correcta ancien nouveau même habituel aucun aucune claro"
                        + " nunca nada porqué pourquoi jamais rien");

    /** Words that occur in most sentences and hardly ever in a password of several words. */
    private static final Set<String> OF_SENTENCES =
            words(
                    "you me my not the was were will have had has did does need want think should"
                        + " would could from for about into out off over under when where how who"
                        + " give given tell told got get put use used using try trying please sorry"
                        + " but because any some other new old our his her they them she ich du sie"
                        + " wir ihr nicht kein habe hat hatte muss kann soll will weiß wurde werde"
                        + " warten das den dem der die ein eine einen auf aus für über unter wenn"
                        + " wann wer wie aber weil bei nach von vor zum zur que con por para los"
                        + " las una uno del tengo tiene puedo puede quiero necesito cuando donde"
                        + " como pero porque muy está estoy pas que qui les des une dans pour sur"
                        + " avec suis avez vous nous mon mes votre quand où mais parce très");

    /** Follows a password: "like the flower", "I think". */
    private static final Pattern ASIDE =
            Pattern.compile(
                    "(?iu),? (?:(?:like|wie|como|comme) (?:the |an? |das |der |die |ein \\w* ?|el"
                            + " |la |un |une |le |l')?[\\p{L}]+|i think|i believe|glaube?"
                            + " ich|creo|sein|je crois)[ .?!]*$");

    private static final Pattern TIME =
            Pattern.compile("\\b(?:at|since|until|windows|seit|desde|depuis)\\s$");

    private static final Pattern THINGS =
            Pattern.compile(
                    "^ ?(?:times|o'? ?clock|minutes?|hours?|days?|dollars?|attempts?|mal|uhr|tagen?"
                            + "|veces|minutos?|fois|jours?)\\b");

    private static final int FEWEST_OF_A_PHRASE = 3;
    private static final int MOST_OF_A_PHRASE = 6;
    private static final String NAMED = "a password, ";
    private static final int SHORTEST = 4;
    private static final int FEWEST_LETTERS = 4;
    private static final int SHORTEST_BESIDE_NUMBERS = 3;
    private static final int MOST_BESIDE_NUMBERS = 3;
    private static final int MOST_TURNS = 5;
    private static final int MOST_ANSWERS = 2;

    private final Redactor redactor;
    private final boolean areLookedFor;
    private final AskedNumbers numbers;

    AskedPasswords(Redactor redactor, AskedNumbers numbers) {
        this.numbers = numbers;
        this.redactor = redactor;
        this.areLookedFor = isPassword("hunter22", SHORTEST);
    }

    static String anyOf(String... alternatives) {
        return "(?:" + String.join("|", alternatives) + ")";
    }

    private static Set<String> words(String words) {
        return Set.copyOf(Arrays.asList(words.split(" ")));
    }

    /**
     * @param said the values that were found so far
     */
    List<Cut> in(NearTurns near, int turn, SaidValues said) {
        if (!areLookedFor || near.text(turn).contains(PersonalData.SECRET.placeholder())) {
            return List.of();
        }
        if (near.speaker(turn) == Speaker.AGENT) {
            return isAfterASecret(near, turn) ? readBack(near, turn, said) : List.of();
        }
        if (!isAsked(near, turn)) {
            return isAskedBefore(near, turn) ? byTheName(near, turn) : List.of();
        }
        List<Word> words = passwords(near.words(turn));
        return words.isEmpty()
                ? byTheName(near, turn)
                : words.stream()
                        .map(word -> new Cut(turn, word.start(), word.end(), PersonalData.SECRET))
                        .filter(cut -> !hasOtherNumber(near.words(turn), cut))
                        .toList();
    }

    private static boolean isAfterASecret(NearTurns near, int turn) {
        return turn > 0
                && near.speaker(turn - 1) != Speaker.AGENT
                && near.text(turn - 1).contains(PersonalData.SECRET.placeholder());
    }

    private List<Cut> readBack(NearTurns near, int turn, SaidValues said) {
        List<Cut> mixed = mixed(near, turn);
        // A password that this job has found is found by its value where it is read back.
        return mixed.isEmpty()
                        && !said.has(PersonalData.SECRET)
                        && isPasswordAskedBefore(near, turn)
                ? word(near, turn)
                : mixed;
    }

    private static boolean isPasswordAskedBefore(NearTurns near, int turn) {
        for (int i = turn - 1; i >= 0 && i >= turn - MOST_TURNS; i--) {
            if (near.speaker(i) == Speaker.AGENT && !near.addsNothing(i)) {
                return PasswordQuestions.ask(near.words(i));
            }
        }
        return false;
    }

    /** The only word besides thanks and the like: "marigold, thank you". */
    private List<Cut> word(NearTurns near, int turn) {
        if (PasswordQuestions.askOn(near.words(turn))) {
            return List.of();
        }
        List<Word> others =
                wordsOf(near.words(turn)).stream()
                        .filter(word -> word.bare().length() > 1)
                        .filter(word -> !word.bare().endsWith("ing"))
                        .filter(word -> !CONFIRMING.contains(word.bare()))
                        .toList();
        return others.size() == 1
                        && isPassword(others.get(0).bare(), SHORTEST)
                        && !SaidValues.isAThing(near.words(turn), others.get(0).start())
                ? List.of(
                        new Cut(
                                turn,
                                others.get(0).start(),
                                others.get(0).end(),
                                PersonalData.SECRET))
                : List.of();
    }

    /** Words that look like a password which the agent reads back: "sunflower22, lower case?". */
    private static List<Cut> mixed(NearTurns near, int turn) {
        String text = near.words(turn);
        return wordsOf(text).stream()
                .filter(Word::mixesLettersAndDigits)
                .filter(word -> !isNamedOtherwise(text.substring(0, word.start())))
                .map(word -> new Cut(turn, word.start(), word.end(), PersonalData.SECRET))
                .toList();
    }

    /** Text that would be a password if the speaker had called it one: "I put purple cat nine". */
    private List<Cut> byTheName(NearTurns near, int turn) {
        return redactor.find(NAMED + near.words(turn)).stream()
                .filter(found -> found.kind() == PersonalData.SECRET)
                .filter(found -> found.start() >= NAMED.length())
                .filter(found -> hasNumber(near.words(turn), found))
                .map(
                        found ->
                                new Cut(
                                        turn,
                                        found.start() - NAMED.length(),
                                        found.end() - NAMED.length(),
                                        PersonalData.SECRET))
                .filter(cut -> !hasOtherNumber(near.words(turn), cut))
                .toList();
    }

    /** Whether a number in what was found is an error, an amount or a time. */
    private static boolean hasOtherNumber(String text, Cut cut) {
        WrittenText written = new WrittenText(text);
        return written.runs().stream()
                .filter(run -> isIn(written.finding(cut.kind(), run.start(), run.end()), cut))
                .anyMatch(run -> isNamedOtherwise(written.text(), run.start(), run.end()));
    }

    private static boolean isNamedOtherwise(String written, int start, int end) {
        String before = written.substring(0, start);
        boolean isAlone =
                (start == 0 || written.charAt(start - 1) == ' ')
                        && (end == written.length()
                                || !Character.isLetterOrDigit(written.charAt(end)));
        return isAlone
                && (NeededNumbers.areNamed(before)
                        || TIME.matcher(before).find()
                        || THINGS.matcher(written.substring(end)).find());
    }

    private static boolean isIn(Finding number, Cut cut) {
        return number.start() >= cut.start() && number.end() <= cut.end();
    }

    private static boolean hasNumber(String text, Finding found) {
        String value = text.substring(found.start() - NAMED.length(), found.end() - NAMED.length());
        return Numerals.in(value).digits() > 0 || value.chars().anyMatch(Character::isDigit);
    }

    /**
     * Whether a password was asked for and nothing else came up since; "oh okay" and "take your
     * time" do not count.
     */
    private boolean isAskedBefore(NearTurns near, int turn) {
        for (int i = turn - 1; i >= 0 && i >= turn - MOST_TURNS; i--) {
            String said = near.words(i);
            if (near.speaker(i) != near.speaker(turn) && PasswordQuestions.ask(said)) {
                return true;
            }
            boolean isOfOther = near.speaker(i) != near.speaker(turn);
            if (isOfOther && said.contains("?")
                    || numbers.isOther(near, i, AnnouncedKinds.lower(said))) {
                return false;
            }
        }
        return false;
    }

    /** Whether the turn is one of the first replies to a question for a password. */
    private static boolean isAsked(NearTurns near, int turn) {
        int answers = 1;
        boolean hasOtherSpoken = false;
        for (int i = turn - 1; i >= 0; i--) {
            if (near.speaker(i) == near.speaker(turn)) {
                if (near.numerals(i).areFiller()) {
                    continue;
                }
                answers++;
                if (hasOtherSpoken || answers > MOST_ANSWERS) {
                    return false;
                }
            } else if (PasswordQuestions.ask(near.words(i))) {
                return true;
            } else if (!near.addsNothing(i)) {
                if (near.text(i).contains("?")) {
                    return false;
                }
                hasOtherSpoken = true;
            }
        }
        return false;
    }

    /**
     * A word of a reply.
     *
     * @param bare in lower case, without punctuation at its end
     * @param endsClause whether a comma or the like follows
     */
    private record Word(int start, int end, String bare, boolean endsClause) {

        boolean mixesLettersAndDigits() {
            return bare.length() >= SHORTEST
                    && bare.chars().anyMatch(Character::isLetter)
                    && bare.chars().anyMatch(Character::isDigit)
                    && !MEASURE.matcher(bare).matches();
        }
    }

    private List<Word> passwords(String said) {
        String text = ASIDE.matcher(said).replaceFirst("");
        List<Word> words = wordsOf(text);
        List<Word> mixed =
                words.stream()
                        .filter(Word::mixesLettersAndDigits)
                        .filter(word -> !isNamedOtherwise(text.substring(0, word.start())))
                        .toList();
        if (!mixed.isEmpty() || text.strip().endsWith("?")) {
            return mixed;
        }
        if (isPhrase(words)) {
            Word last = words.get(words.size() - 1);
            return List.of(new Word(words.get(0).start(), last.end(), "", true));
        }
        Matcher courtesy = COURTESY.matcher(text);
        int after = courtesy.find() ? courtesy.end() : 0;
        int from = 0;
        while (from < words.size()
                && (words.get(from).start() < after || LEADING.contains(words.get(from).bare()))) {
            from++;
        }
        Word spelled = spelled(words.subList(from, words.size()));
        if (spelled != null) {
            return List.of(spelled);
        }
        for (int i = from; i < words.size(); i++) {
            boolean isOnlyWord = i == from && words.size() == from + 1;
            boolean isOnlyAfterIs =
                    i > 0
                            && isAfterIs(words, i)
                            && (i == words.size() - 1 || words.get(i).endsClause());
            if ((isOnlyWord || isOnlyAfterIs) && isPassword(words.get(i).bare(), SHORTEST)) {
                return List.of(words.get(i));
            }
        }
        return List.of();
    }

    /** Whether the words are a list and no sentence: "purple elephant kitchen window". */
    private static boolean isPhrase(List<Word> words) {
        return words.size() >= FEWEST_OF_A_PHRASE
                && words.size() <= MOST_OF_A_PHRASE
                && words.stream()
                        .allMatch(
                                word ->
                                        word.bare().length() >= SHORTEST_BESIDE_NUMBERS
                                                && word.bare().chars().allMatch(Character::isLetter)
                                                && !OF_SENTENCES.contains(word.bare())
                                                && !LEADING.contains(word.bare())
                                                && !SPELLING.contains(word.bare())
                                                && !NO_PASSWORDS.contains(word.bare())
                                                && !Numerals.in(word.bare()).areFiller()
                                                && Numerals.in(word.bare()).digits() == 0);
    }

    /**
     * Finds a password that is said with its spelling or with digits after it, such as "all lower
     * case kestrel" and "kestrel seven seven", or letter by letter; null if there is none.
     */
    private Word spelled(List<Word> words) {
        int letters = 0;
        int said = 0;
        int others = 0;
        for (Word word : words) {
            boolean isLetter =
                    word.bare().length() == 1 && Character.isLetter(word.bare().charAt(0));
            boolean isNumber = Numerals.in(word.bare()).areAlone();
            letters += isLetter ? 1 : 0;
            if (SPELLING.contains(word.bare()) || isNumber) {
                others++;
            } else if (!isLetter) {
                said++;
                if (!isPassword(word.bare(), SHORTEST_BESIDE_NUMBERS)) {
                    return null;
                }
            }
        }
        // For example "purple cat nine".
        boolean endsInNumber =
                !words.isEmpty() && Numerals.in(words.get(words.size() - 1).bare()).areAlone();
        boolean isWord =
                said == 1 && others + letters > 0
                        || said > 0 && said <= MOST_BESIDE_NUMBERS && endsInNumber;
        boolean isLetters = said == 0 && letters >= FEWEST_LETTERS;
        if (!isWord && !isLetters) {
            return null;
        }
        Word first = words.get(0);
        Word last = words.get(words.size() - 1);
        return new Word(first.start(), last.end(), first.bare(), true);
    }

    /** Whether it is named as an order, an error or the like; "all lower case" is no such name. */
    private static boolean isNamedOtherwise(String before) {
        return NeededNumbers.areNamed(LETTER_CASE.matcher(before).replaceAll(" "));
    }

    private static boolean isAfterIs(List<Word> words, int at) {
        String before = words.get(at - 1).bare();
        return IT_IS.contains(before)
                || IS.contains(before) && (at == 1 || IT.contains(words.get(at - 2).bare()));
    }

    private boolean isPassword(String word, int shortest) {
        return word.length() >= shortest
                && !NO_PASSWORDS.contains(word)
                && !Numerals.in(word).areFiller()
                && redactor.find("my password is " + word).stream()
                        .anyMatch(finding -> finding.kind() == PersonalData.SECRET);
    }

    private static List<Word> wordsOf(String text) {
        List<Word> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            String said = word.group();
            Matcher stops = STOPS.matcher(said);
            int length = stops.find() ? stops.start() : said.length();
            if (length > 0) {
                words.add(
                        new Word(
                                word.start(),
                                word.start() + length,
                                said.substring(0, length)
                                        .toLowerCase(Locale.ROOT)
                                        .replace('’', '\''),
                                length < said.length()));
            }
        }
        return words;
    }
}
