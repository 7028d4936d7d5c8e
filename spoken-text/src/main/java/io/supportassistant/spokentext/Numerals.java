package io.supportassistant.spokentext;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The numbers in a text, spoken or written, in English, German, Spanish or French.
 *
 * @param start of the first number, in UTF-16 units; 0 if there is none
 * @param end after the last number
 * @param leading end of the numbers at the beginning of the text; 0 if there are none
 * @param trailing start of the numbers at the end of the text; the text's length if there are none
 * @param digits their approximate number of digits: one or two for each spoken word
 * @param alone whether the text contains only numbers and fillers ("okay four one and one")
 */
public record Numerals(int start, int end, int leading, int trailing, int digits, boolean alone) {

    private static final Pattern WORD =
            Pattern.compile("(?i:in ordnung)|\\p{Nd}+|[\\p{L}\\p{M}]+(?:['’]\\p{L}+)?");

    /** The longer words first: the possessive repetition does not backtrack. */
    private static final Pattern COMPOUND =
            Pattern.compile(
                    "(?:zwanzig|dreißig|dreissig|vierzig|fünfzig|sechzig|siebzig|achtzig|neunzig"
                            + "|zehn|zwölf|elf|hundert|tausend|und|eins?|zwei|drei|vier|fünf|sechs"
                            + "|sieben|acht|neun|sech|sieb){2,12}+");

    private static final String IN_ORDER = "in ordnung";

    private static final Map<String, Integer> DIGITS = new HashMap<>();

    /** Words that add nothing to a number and start no new subject. */
    private static final Set<String> FILLERS =
            words(
                    "a again ahead all alright and another any back be before can confirm continue"
                        + " correct date digit digits down exactly expiration expiry final fine"
                        + " first follow followed following get go going good got great group hang"
                        + " have here hm hmm hold huh i i'll i'm i've is it it's its just keep last"
                        + " let lets let's listening look me mhm minute mm mmm moment more my next"
                        + " no now numbers of oh ok okay on once only part perfect please read"
                        + " reading ready repeat rest right say sec second see slow slowly so sorry"
                        + " start sure thank thanks that that's the them then there there's they're"
                        + " this to uh uhm um up wait we what what's whole with write writing yeah"
                        + " yep yes you you're your could would please sir madam ma'am sounds cool"
                        + " awesome lovely brilliant carry sorry pardon cheers bear course noted"
                        + " gotcha wonderful excellent fantastic copy done understood",
                    "ja gern gerne klar natürlich genau gut weiter moment bitte danke und dann so"
                        + " also die der das ist noch ziffern nummer nächsten nächste folgenden"
                        + " restlichen rest letzten ersten einen augenblick okay ok alles klar"
                        + " super prima richtig hören ich höre kurz mal einmal wiederholen können"
                        + " sie mir nochmal langsam langsamer mein meine system computer rechner es"
                        + " lädt gerade ähm äh eh hab habe hab's hab’s habs notiert notiere"
                        + " vermerkt perfekt verstanden aufgeschrieben jawohl jo jep sehr schön"
                        + " wunderbar einverstanden",
                    "sí si ver vale supuesto bueno adelante siguiente siguientes y el la los las"
                        + " gracias por favor es luego ajá aja siga sigue sígame continúe continue"
                        + " perfecto muy bien después entonces más un momento momentito segundo el"
                        + " sistema va lento está cargando claro correcto exacto le escucho puede"
                        + " repetir con dígame apuntado repita veces despacio perdón perdone otra"
                        + " vez qué dígitos números cifras anotado anoto anotando lo tengo tomo"
                        + " tomado nota de acuerdo listo hecho entendido copiado estupendo genial",
                    "oui sûr avec d'accord et puis merci alors allez voilà c'est euh les suite"
                        + " ensuite après parfait mmh mhmh très bien continuez poursuivez suivants"
                        + " suivant suivantes s'il vous plaît instant seconde un mon système est"
                        + " lent lente exactement je note j'écoute je vous écoute pardon répétez"
                        + " pouvez répéter plus lentement chiffres numéros derniers dernier"
                        + " premiers fois encore noté notée noter note entendu compris reçu marche"
                        + " ça d'acc super impeccable");

    /** Before these words "one" is not a digit: "one moment". */
    private static final Set<String> COUNTED = words("moment second sec minute more digit of");

    /** An exclamation alone, a zero beside a digit. */
    private static final String OH = "oh";

    static {
        digits(
                1,
                "zero one two three four five six seven eight nine oh o nought naught nil niner",
                "null eins ein zwei zwo drei vier fünf sechs sieben acht neun",
                "cero uno una dos tres cuatro cinco seis siete ocho nueve",
                "zéro un une deux trois quatre cinq sept huit neuf double triple treble");
        digits(
                2,
                "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
                "twenty thirty forty fifty sixty seventy eighty ninety hundred thousand",
                "hundert tausend dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn",
                "mil cien ciento mille cent cents dieciséis diecisiete dieciocho diecinueve",
                "veintiuno veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete",
                "veintiocho veintinueve septante huitante nonante vingts",
                "zehn elf zwölf zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
                "diez doce trece catorce quince veinte treinta cuarenta cincuenta sesenta setenta",
                "ochenta noventa dix onze douze treize quatorze quinze seize vingt trente quarante",
                "cinquante soixante");
        repeats();
    }

    /** "Four nines", "viermal die eins": the approximate number of additional digits. */
    private static void repeats() {
        digits(
                3,
                "zeros zeroes twos threes fours fives sixes sevens eights nines",
                "nullen einsen zweier dreier vierer fünfer sechser siebener neuner zweien dreien",
                "vieren sechsen ceros cuatros cincos seises sietes ochos nueves zéros",
                "dreimal viermal fünfmal sechsmal zweimal");
    }

    private static void digits(int each, String... languages) {
        words(languages).forEach(word -> DIGITS.put(word, each));
    }

    private static Set<String> words(String... texts) {
        return Set.copyOf(Arrays.asList(String.join(" ", texts).split(" ")));
    }

    public static Numerals in(String text) {
        // Not in lower case: that may have more characters, and positions refer to the text.
        Matcher word = WORD.matcher(text);
        String before = "";
        int start = -1;
        int end = 0;
        int leading = 0;
        int trailing = -1;
        int digits = 0;
        int fillers = 0;
        boolean alone = true;
        while (word.find()) {
            String said = Token.lowerCase(word.group());
            if (COUNTED.contains(said) && (before.equals("one") || before.equals("1"))) {
                digits--;
                fillers++;
                trailing = -1;
            }
            int value = valueOf(said);
            if (value > 0) {
                start = start < 0 ? word.start() : start;
                trailing = trailing < 0 ? word.start() : trailing;
                end = word.end();
                leading = alone ? end : leading;
                digits += value;
            } else if (FILLERS.contains(said) || said.equals(IN_ORDER)) {
                fillers++;
            } else {
                alone = false;
                trailing = -1;
            }
            before = said;
        }
        digits = start >= 0 && text.substring(start, end).equalsIgnoreCase(OH) ? 0 : digits;
        boolean some = digits > 1 || digits == 1 && fillers == 0;
        return new Numerals(
                Math.max(0, start),
                end,
                some ? leading : 0,
                some && trailing >= 0 ? trailing : text.length(),
                some ? digits : 0,
                alone);
    }

    private static int valueOf(String word) {
        return Character.isDigit(word.codePointAt(0))
                ? word.codePointCount(0, word.length())
                : DIGITS.getOrDefault(word, isCompound(word) ? 2 : 0);
    }

    /** German, such as "neununddreißig" and "einhundertelf". */
    private static boolean isCompound(String word) {
        return word.length() > 9 && word.length() < 60 && COMPOUND.matcher(word).matches();
    }

    /** Whether the text is a number or a part of one, and nothing else. */
    public boolean areAlone() {
        return alone && digits > 0;
    }

    /** Whether the text has no content of its own: "okay", "go on", "and the next four". */
    public boolean areFiller() {
        return alone && digits == 0;
    }
}
