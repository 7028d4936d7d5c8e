package io.supportassistant.spokentext;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The possible role of a word in numbers and other personal data, in English, German, Spanish and
 * French. Words are in lower case and without accents.
 *
 * @param written the digits or the sign; for tens, the first digit; for a repeat, the count; for a
 *     plural, the digit
 */
public record SpokenWord(Meaning meaning, String written) {

    /** Roles of a word. */
    public enum Meaning {
        DIGITS,
        TENS,
        /** Spanish and French tens, which take "y" and "et" before the unit. */
        TENS_AND,
        REPEAT,
        /** After a count: "four nines". */
        PLURAL,
        /** After a count: "dos veces". */
        TIMES,
        /** Digits only beside a number: "oh", "once". */
        DIGITS_BY_NEIGHBOUR,
        /** Beside a number: a sign, or the name of a letter. */
        SIGN,
        /** Between two numbers. */
        FILLER,
        HESITATION,
        /** Not a number; a password may follow. */
        PASSWORD,
        /** Not a number; a date of birth may follow. */
        BIRTH,
        /** Not a number; may be the sign of an e-mail address. */
        AT
    }

    private static final Map<String, SpokenWord> WORDS = new HashMap<>();
    private static final int LONGEST;
    private static final SpokenWord PASSWORD_COMPOUND = new SpokenWord(Meaning.PASSWORD, null);
    private static final Set<Meaning> NUMERIC =
            EnumSet.of(
                    Meaning.DIGITS,
                    Meaning.TENS,
                    Meaning.TENS_AND,
                    Meaning.REPEAT,
                    Meaning.PLURAL,
                    Meaning.DIGITS_BY_NEIGHBOUR);

    static {
        english();
        german();
        spanish();
        french();
        pairs(Meaning.REPEAT, "doppel 2 doppelte 2 dreifach 3 doble 2 triple 3");
        pairs(Meaning.REPEAT, "zweimal 2 dreimal 3 viermal 4 funfmal 5 sechsmal 6");
        pairs(
                Meaning.PLURAL,
                "zeros 0 zeroes 0 ohs 0 ones 1 twos 2 threes 3 fours 4 fives 5 sixes 6 sevens 7"
                        + " eights 8 nines 9 nullen 0 einsen 1 zweien 2 zweier 2 dreien 3 dreier 3"
                        + " vieren 4 vierer 4 funfen 5 funfer 5 sechsen 6 sechser 6 siebenen 7"
                        + " siebener 7 achten 8 neunen 9 neuner 9 ceros 0 unos 1 cuatros 4"
                        + " doses 2 treses 3 cincos 5 seises 6 sietes 7 ochos 8 nueves 9");
        pairs(Meaning.TIMES, "veces - fois - mal -");
        for (String word :
                "um uh er erm uhm mm hmm mhm ah ahm aeh aehm hm euh heu hum".split(" ")) {
            WORDS.put(word, new SpokenWord(Meaning.HESITATION, ""));
        }
        all(
                Meaning.PASSWORD,
                "password passwords passphrase passcode passwd pwd pw pass secret key token answer"
                        + " passwort passworts kennwort kennworts passworter kennworter losungswort"
                        + " contrasena contrasenas clave passe mdp schlussel wifi secrete word");
        all(
                Meaning.BIRTH,
                "birth birthday birthdate dob born geburtsdatum geburtstag geboren geb nacimiento"
                    + " bday cumplo cumple cumples naci nacio nacido nacida cumpleanos naissance ne"
                    + " nee anniversaire");
        all(Meaning.AT, "at arroba arobase arobas klammeraffe");
        LONGEST = WORDS.keySet().stream().mapToInt(String::length).max().orElseThrow();
    }

    /** The word, or null if it has no role. */
    public static SpokenWord of(String word) {
        SpokenWord known = word.length() > LONGEST ? null : WORDS.get(word);
        return known == null && isGermanPassword(word) ? PASSWORD_COMPOUND : known;
    }

    /** For example "wlanpasswort". */
    private static boolean isGermanPassword(String word) {
        return word.length() > 8 && (word.endsWith("passwort") || word.endsWith("kennwort"));
    }

    /** Whether it may be part of a number. */
    public boolean isNumeric() {
        return NUMERIC.contains(meaning);
    }

    private static void english() {
        numbers(
                "zero one two three four five six seven eight nine ten eleven twelve thirteen"
                        + " fourteen fifteen sixteen seventeen eighteen nineteen");
        pairs(Meaning.DIGITS, "nought 0 naught 0 nil 0 niner 9");
        pairs(
                Meaning.TENS,
                "twenty 2 thirty 3 forty 4 fifty 5 sixty 6 seventy 7 eighty 8 ninety 9");
        pairs(Meaning.REPEAT, "double 2 triple 3 treble 3 quadruple 4");
        pairs(Meaning.DIGITS_BY_NEIGHBOUR, "o 0 oh 0 ow 0");
        pairs(Meaning.SIGN, "dash - hyphen - minus - slash / plus +");
        pairs(Meaning.FILLER, "then & and & okay & so & comma & followed & afterwards &");
    }

    private static void german() {
        String[] units = "ein zwei drei vier funf sechs sieben acht neun".split(" ");
        String[] tens =
                "zwanzig dreißig vierzig funfzig sechzig siebzig achtzig neunzig".split(" ");
        numbers(
                "- eins zwei drei vier funf sechs sieben acht neun zehn - zwolf dreizehn vierzehn"
                        + " funfzehn sechzehn siebzehn achtzehn neunzehn");
        pairs(Meaning.DIGITS, "zwo 2 fuenf 5 zwoelf 12 fuenfzehn 15");
        pairs(Meaning.DIGITS_BY_NEIGHBOUR, "null 0 elf 11");
        for (int ten = 2; ten <= 9; ten++) {
            compound(tens[ten - 2], ten + "0");
            for (int unit = 1; unit <= 9; unit++) {
                compound(units[unit - 1] + "und" + tens[ten - 2], "" + ten + unit);
            }
        }
        pairs(Meaning.SIGN, "jot j vau v ypsilon y zett z");
        pairs(Meaning.SIGN, "strich - bindestrich - schragstrich / schraegstrich /");
        pairs(Meaning.FILLER, "dann & und & komma & danach & weiter & gefolgt &");
    }

    private static void compound(String word, String digits) {
        for (String form : List.of(word, word.replace("funf", "fuenf"))) {
            WORDS.put(form, new SpokenWord(Meaning.DIGITS, digits));
            WORDS.put(form.replace("ß", "ss"), new SpokenWord(Meaning.DIGITS, digits));
        }
    }

    private static void spanish() {
        numbers(
                "cero uno - tres cuatro cinco seis siete ocho nueve diez - doce trece catorce"
                        + " quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno"
                        + " veintidos veintitres veinticuatro veinticinco veintiseis veintisiete"
                        + " veintiocho veintinueve");
        pairs(Meaning.DIGITS_BY_NEIGHBOUR, "dos 2 once 11 una 1");
        pairs(
                Meaning.TENS_AND,
                "treinta 3 cuarenta 4 cincuenta 5 sesenta 6 setenta 7 ochenta 8 noventa 9");
        pairs(Meaning.SIGN, "guion - barra / mas +");
        // Names of letters that are no common words of the other languages.
        pairs(
                Meaning.SIGN,
                "efe f ge g hache h jota j ka k ele l eme m ene n cu q erre r ese s uve v equis x"
                        + " zeta z");
        pairs(Meaning.FILLER, "y & luego & despues & coma & seguido &");
    }

    private static void french() {
        numbers(
                "- - deux trois quatre cinq six - huit neuf dix onze douze treize quatorze quinze"
                        + " seize");
        pairs(Meaning.DIGITS_BY_NEIGHBOUR, "un 1 une 1 sept 7");
        pairs(
                Meaning.TENS_AND,
                "vingt 2 vingts 2 trente 3 quarante 4 cinquante 5 soixante 6 septante 7 huitante 8"
                        + " octante 8 nonante 9");
        pairs(Meaning.SIGN, "tiret -");
        pairs(Meaning.FILLER, "et & puis & ensuite & virgule & suivi &");
    }

    /** The words of 0, 1, 2, ...; a dash if the word is listed elsewhere. */
    private static void numbers(String words) {
        String[] numbers = words.split(" ");
        for (int i = 0; i < numbers.length; i++) {
            if (!numbers[i].equals("-")) {
                WORDS.put(numbers[i], new SpokenWord(Meaning.DIGITS, Integer.toString(i)));
            }
        }
    }

    private static void pairs(Meaning meaning, String wordsAndWritten) {
        String[] parts = wordsAndWritten.split(" ");
        for (int i = 0; i < parts.length; i += 2) {
            WORDS.put(parts[i], new SpokenWord(meaning, parts[i + 1]));
        }
    }

    private static void all(Meaning meaning, String words) {
        for (String word : words.split(" ")) {
            WORDS.put(word, new SpokenWord(meaning, null));
        }
    }
}
