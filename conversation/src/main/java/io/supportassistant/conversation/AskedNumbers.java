package io.supportassistant.conversation;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.supportassistant.conversation.NearTurns.Cut;
import io.supportassistant.events.Speaker;
import io.supportassistant.personaldata.Finding;
import io.supportassistant.personaldata.OtherNumbers;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.redaction.NamedNumber;
import io.supportassistant.redaction.Redactor;
import io.supportassistant.spokentext.Numerals;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds PINs, account and document numbers, and dates of birth that make up most of a turn. An
 * earlier turn must name or ask for such a number, whatever is said in between: "one moment", "of
 * course", "what was that again?". A turn about another number, for example an order number, ends
 * this.
 */
final class AskedNumbers {

    private static final int MOST_TURNS = 7;
    private static final int MOST_TURNS_TO_THE_QUESTION = 3;
    private static final int FEWEST_DIGITS = 3;

    /** Words beside the digits: "the one from the letter, 1633". */
    private static final int MOST_WORDS = 10;

    /** Words beside the digits right after the turn that names the number. */
    private static final int MOST_WORDS_AT_ONCE = 12;

    private static final int MOST_WORDS_BETWEEN = 25;

    private static final int MOST_WORDS_OF_A_REPEAT = 3;
    private static final Pattern AGAIN =
            Pattern.compile(
                    "\\b(?:sorry|mean|meant|no|wait|wrong|rather|actually|again|correct(?:ion)?|nein|falsch|entschuldigung|quatsch|nochmal|perdone?|digo|otra"
                        + " vez|me equivoque|pardon|non|erreur|encore|plutot|try|what about|could"
                        + " be|i said|(?:my|his|her)"
                        + " (?:wife|husband|partner|son|daughter|mother|father)|his is|hers"
                        + " is|versuchen|probieren|(?:meine[rs]?|sein|ihr)"
                        + " (?:frau|mann|sohn|tochter)|ich sagte|pruebe|intente|mi"
                        + " (?:mujer|marido|esposa|hijo|hija)|essayez|j'ai dit|(?:ma|mon)"
                        + " (?:femme|mari|fils|fille))\\b");

    private static final int MOST_WORDS_AFTER_A_REFUSAL = 6;

    private static final int FEWEST_OF_A_DATE = 5;
    private static final Pattern SHORT_DATE =
            Pattern.compile("\\d{1,2}([-./ ])\\d{1,2}\\1\\d{2,4}");
    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}]{2,}(?:['’]\\p{L}+)?");

    private static final Pattern NOT_NEEDED =
            Pattern.compile(
                    "n't (?:be )?need(?:ed)?\\b|\\bnot? (?:needed|required|necessary)\\b|\\bno"
                        + " need\\b|\\b(?:brauch\\w*|benotig\\w*)"
                        + " .{0,30}\\b(?:nicht|erst|kein\\w*)\\b|\\bnicht notig\\b|\\bno (?:me |nos"
                        + " )?(?:hacen?|hara) falta\\b|\\bno (?:lo |la )?necesit\\w+|\\bpas"
                        + " besoin\\b|\\bpas necessaires?\\b");

    private static final Pattern WARNING =
            Pattern.compile("\\b(?:don't|do not|never|niemals|nie|nunca|jamais)\\b");

    /**
     * Asks for a number; if the customer asks, the subject does not change. "Let me know when you
     * have it" asks for none.
     */
    private static final Pattern HOW_MANY =
            Pattern.compile(
                    "\\b(?:when(?! (?:you(?:['’](?:re|ve)| are| have| can| find| get| got| see|"
                        + " want| like)|youre|its?['’]?s?|that['’]?s|ready)\\b)|how"
                        + " (?:many|much|long|old|often|far|big)|what time|wann(?! immer)|seit|wie"
                        + " (?:viele?|lange|oft|alt|hoch)|cuando(?! (?:usted"
                        + " )?(?:quiera|pueda|la|lo|los|las|le|se|me|este|tenga|guste"
                        + "|haya|encuentre|diga|sepa|llegue|reciba))|cuant\\w*|quand(?!"
                        + " (?:vous|tu|c['’]est|ce sera|il|elle|ca))|combien)\\b");

    /** Subjects that other numbers answer. */
    private static final Pattern OTHER_TOPIC =
            Pattern.compile(
                    "\\b(?:year|date|born|birth\\w*|zip|post"
                        + " ?code|(?:phone|callback|contact|mobile|house|flat|meter) number|reach"
                        + " you|address|model|serial|version|room|extension|page|branch|balance|amount"
                        + "|jahr|datum|gebor\\w*|geburt\\w*|adresse|telefonnummer|ruckrufnummer"
                        + "|handynummer|plz|postleitzahl|hausnummer|modell|seriennummer|zimmer|betrag|ano|fecha|nacimiento|direccion|(?:numero"
                        + " de )?telefono|postal|modelo|serie|habitacion|importe|annee|naissance|numero"
                        + " de telephone|modele|chambre|montant)\\b");

    /** Asks for the code on the back of a card, after the card's number. */
    private static final Pattern CODE =
            Pattern.compile(
                    "\\b(?:code|codigo|(?:three|3|last three) digits|letzten drei|drei ziffern"
                            + "|tres (?:ultim\\w+|cifras|digitos|numeros)"
                            + "|trois (?:derniers|chiffres))\\b");

    /** Asks whether a code that was sent has arrived. */
    private static final Pattern ARRIVED =
            Pattern.compile(
                    "\\b(?:text|sms|message|nachricht|mensaje)\\b.{0,25}\\b(?:come|came"
                        + "|arrived?|through|yet|angekommen|gekommen|da|llego|llegado|arrive)\\b"
                        + "|\\b(?:get|got|received?|bekommen|erhalten|recibi\\w*|llegado|recu)\\b"
                        + ".{0,15}\\b(?:text|sms|message|nachricht|mensaje)\\b"
                        + "|\\b(?:text|sms|message|nachricht|mensaje)\\b.{0,10}\\b(?:bekommen"
                        + "|erhalten)\\b");

    private static final NamedNumber SENT_CODE =
            new NamedNumber(PersonalData.SECRET, "the code we sent you");

    private static final int FEWEST_OF_A_SENT_CODE = 6;
    private static final int MOST_OF_A_SENT_CODE = 8;

    /** Things that hold numbers but are none: "let me get my phone". */
    private static final Pattern THING =
            Pattern.compile(
                    "\\b(?:phone|mobile|cell|account|handy|telefon|konto|movil|telefono|cuenta"
                            + "|telephone|portable|compte)\\b");

    private static final Pattern NUMBER = Pattern.compile("\\b\\w*(?:num|nr\\b|digit|code|pin)");

    private static final Pattern OTHER_CODE =
            Pattern.compile(
                    "\\b(?:promo\\w*|discount|voucher|coupon|screen|display|gutschein\\w*)\\b");
    private static final int MOST_TURNS_AFTER_THE_CARD = 8;

    /** Numerals counts spoken repeats generously. */
    private static final int MOST_OF_A_CARD_CODE = 5;

    private static final NamedNumber CODE_OF_A_CARD =
            new NamedNumber(PersonalData.SECRET, "code on the back of the card");

    private static final Set<PersonalData> BEHIND_WORDS =
            EnumSet.of(PersonalData.DATE_OF_BIRTH, PersonalData.SOCIAL_SECURITY_NUMBER);

    /** Names a number that is neither a date of birth nor a social security number. */
    private static final Pattern NAME_OF_ANOTHER =
            Pattern.compile(
                    "\\b(?:claims?|polic(?:y|ies|e)|membership|bookings?|parte|siniestro|poliza|contratos?"
                        + "|localizador|sinistres?|contrats?|\\p{L}{2,}nummer|zahler\\p{L}*|fehler\\p{L}*|bestell\\p{L}*|rechnung\\p{L}*"
                        + "|errors?|codes?|orders?|tickets?|cases?|invoices?|references?|tracking"
                        + "|models?|serial|versions?|sku|customer|pedidos?|facturas?|referencia"
                        + "|codigos?|commandes?|factures?|dossiers?|erreurs?|modeles?)\\b");

    private static final Pattern GAP = Pattern.compile("[\\s,]+");
    private static final int MOST_LEFT_OUT = 6;

    /** Asks for the rest of a date. */
    private static final Pattern YEAR =
            Pattern.compile("(?:\\p{L}+[ ',]+){0,3}(?:year|jahr|ano|annee)\\W*");

    /** Numbers that may be said again after they were replaced: "oh no, wrong one". */
    private static final Map<PersonalData, NamedNumber> REPLACED =
            Stream.of(
                            new NamedNumber(PersonalData.DATE_OF_BIRTH, "my date of birth is"),
                            new NamedNumber(
                                    PersonalData.SOCIAL_SECURITY_NUMBER,
                                    "my social security number is"),
                            new NamedNumber(PersonalData.PASSPORT_NUMBER, "my passport number is"),
                            new NamedNumber(PersonalData.BANK_ACCOUNT, "my account number is"),
                            new NamedNumber(PersonalData.SECRET, "the pin"))
                    .collect(toUnmodifiableMap(NamedNumber::kind, named -> named));

    private final Redactor redactor;
    private final AnnouncedKinds announcements;

    AskedNumbers(Redactor redactor, AnnouncedKinds announcements) {
        this.redactor = redactor;
        this.announcements = announcements;
    }

    /** The numbers that make up a turn, or that it says beside a few words. */
    List<Cut> in(NearTurns near, int turn) {
        int digits = near.numerals(turn).digits();
        int words = digits == 0 ? 0 : wordsBeside(near, turn);
        if (digits == 0 || words > MOST_WORDS_AT_ONCE) {
            return List.of();
        }
        List<Cut> cuts = new ArrayList<>();
        Named named = namedBefore(near, turn, words);
        for (NamedNumber number : named.numbers()) {
            if (digits >= FEWEST_DIGITS || number.kind() == PersonalData.DATE_OF_BIRTH) {
                cuts.addAll(cuts(near, turn, number));
            }
        }
        if (named.again() && !asksForTheYear(near, turn - 1)) {
            cuts.removeIf(
                    cut ->
                            cut.kind() == PersonalData.DATE_OF_BIRTH
                                    && !isADate(near.text(turn).substring(cut.start(), cut.end())));
        }
        return cuts;
    }

    /** Whether a repeated date of birth looks like a date, unlike "2019" or "49.99". */
    private static boolean isADate(String text) {
        return LETTER.matcher(text).find()
                || SHORT_DATE.matcher(text.strip()).matches()
                || Numerals.in(text).digits() >= FEWEST_OF_A_DATE;
    }

    /**
     * Finds a date or a social security number even after filler words: "ja gerne, das ist der".
     */
    private List<Cut> cuts(NearTurns near, int turn, NamedNumber named) {
        Numerals numerals = near.numerals(turn);
        boolean isYear =
                named.kind() == PersonalData.DATE_OF_BIRTH
                        && asksForTheYear(near, turn - 1)
                        && numerals.areAlone();
        if (isYear) {
            return List.of(new Cut(turn, numerals.start(), numerals.end(), named.kind()));
        }
        List<Cut> cuts = cuts(near, turn, named, 0);
        if (!BEHIND_WORDS.contains(named.kind())) {
            return cuts;
        }
        String words = near.words(turn);
        Matcher gap = GAP.matcher(words);
        for (int left = 0; cuts.isEmpty() && left < MOST_LEFT_OUT && gap.find(); left++) {
            String before = AnnouncedKinds.lower(words.substring(0, gap.end()));
            if (NAME_OF_ANOTHER.matcher(AnnouncedKinds.unaccented(before)).find()) {
                break;
            }
            cuts = cuts(near, turn, named, gap.end());
        }
        return cuts;
    }

    private List<Cut> cuts(NearTurns near, int turn, NamedNumber named, int from) {
        String before = named.words() + ", ";
        int shift = before.length() - from;
        List<Cut> cuts = new ArrayList<>();
        for (Finding found : redactor.find(before + near.words(turn).substring(from))) {
            int start = Math.max(from, found.start() - shift);
            int end = found.end() - shift;
            if (found.kind() == named.kind() && end > from && !isOrdinary(near, turn, start)) {
                cuts.add(new Cut(turn, start, end, found.kind()));
            }
        }
        return cuts;
    }

    /** Whether a year, a time of day or a price is at a place: "valid until 2033". */
    private static boolean isOrdinary(NearTurns near, int turn, int start) {
        return OtherNumbers.isYearTimeOrPrice(AnnouncedKinds.lower(near.words(turn)), start);
    }

    private static boolean asksForTheYear(NearTurns near, int turn) {
        return isAboutTheYear(AnnouncedKinds.lower(near.words(turn)));
    }

    private static boolean isAboutTheYear(String text) {
        return YEAR.matcher(AnnouncedKinds.unaccented(text)).matches();
    }

    private static int wordsBeside(NearTurns near, int turn) {
        int words = 0;
        Matcher word = WORD.matcher(near.words(turn));
        while (word.find()) {
            words += Numerals.in(word.group()).digits() > 0 ? 0 : 1;
        }
        return words;
    }

    /**
     * Numbers that a turn may be.
     *
     * @param again whether the number was said and replaced before
     */
    private record Named(List<NamedNumber> numbers, boolean again) {

        static final Named NOTHING = new Named(List.of(), false);

        static Named of(NamedNumber number) {
            return new Named(List.of(number), false);
        }
    }

    /** The numbers that the turns before name; empty if they have changed the subject since. */
    private Named namedBefore(NearTurns near, int turn, int words) {
        if (isTheCodeOfACard(near, turn)) {
            return Named.of(CODE_OF_A_CARD);
        }
        String agent = "";
        for (int i = turn - 1; i >= 0 && i >= turn - MOST_TURNS; i--) {
            String text = AnnouncedKinds.lower(near.words(i));
            if (near.speaker(i) == Speaker.AGENT && !isAboutTheYear(text)) {
                // Their turns together, the earlier first.
                agent = plain(near, i) + " " + agent;
            }
            List<NamedNumber> named =
                    asksForTheCodeOfACard(near, i, text)
                            ? List.of(CODE_OF_A_CARD)
                            : redactor.namesIn(
                                    OtherQuestions.leftOut(NearTurns.afterReplaced(near.text(i))));
            if (!named.isEmpty() && (isExcuse(near, i) || isNotNeeded(near, i))) {
                return Named.NOTHING;
            }
            if (!named.isEmpty()) {
                boolean isNear = i == turn - 1 || words <= MOST_WORDS;
                return isNear && !WARNING.matcher(text).find()
                        ? new Named(named, false)
                        : Named.NOTHING;
            }
            PersonalData kind = replacedIn(near.text(i));
            NamedNumber replaced = kind == null ? null : REPLACED.get(kind);
            if (replaced != null) {
                return !AgentWords.changeSubject(agent) && saysAgain(near, turn, words)
                        ? new Named(List.of(replaced), true)
                        : Named.NOTHING;
            }
            if (isAskedForASentCode(near, turn, i, text)) {
                return Named.of(SENT_CODE);
            }
            if (isOther(near, i, text) && !isAboutTheYear(text)
                    || near.speaker(i) == Speaker.AGENT && AgentWords.isOpening(plain(near, i))) {
                return Named.NOTHING;
            }
        }
        return Named.NOTHING;
    }

    /**
     * Whether a turn is a number that was said before, or corrects it: its question is answered.
     */
    private static boolean saysAgain(NearTurns near, int turn, int words) {
        return words <= MOST_WORDS_OF_A_REPEAT
                || AGAIN.matcher(plain(near, turn)).find()
                || words <= MOST_WORDS_AFTER_A_REFUSAL && isAfterARefusal(near, turn);
    }

    private static boolean isAfterARefusal(NearTurns near, int turn) {
        for (int i = turn - 1; i >= 0 && near.speaker(i) == Speaker.AGENT; i--) {
            if (AgentWords.isRefusal(plain(near, i))) {
                return true;
            }
        }
        return false;
    }

    private static String plain(NearTurns near, int turn) {
        return AnnouncedKinds.unaccented(AnnouncedKinds.lower(near.words(turn)));
    }

    /**
     * Whether the customer only says where to find another number, which the agent has just asked
     * for: "what's the order number?", "hang on, it's on my phone".
     */
    boolean isExcuse(NearTurns near, int turn) {
        String plain = plain(near, turn);
        if (near.speaker(turn) != Speaker.CUSTOMER
                || near.numerals(turn).digits() > 0
                || !THING.matcher(plain).find()
                || NUMBER.matcher(plain).find()) {
            return false;
        }
        for (int i = turn - 1; i >= 0 && i >= turn - MOST_TURNS_TO_THE_QUESTION; i--) {
            if (near.speaker(i) == Speaker.AGENT && !near.addsNothing(i)) {
                return isOther(near, i, AnnouncedKinds.lower(near.words(i)))
                        && redactor.namesIn(OtherQuestions.leftOut(near.words(i))).isEmpty();
            }
        }
        return false;
    }

    /** "We don't need the passport until check-in." */
    private static boolean isNotNeeded(NearTurns near, int turn) {
        return near.speaker(turn) == Speaker.AGENT && NOT_NEEDED.matcher(plain(near, turn)).find();
    }

    private static boolean isAskedForASentCode(NearTurns near, int turn, int i, String text) {
        int digits = near.numerals(turn).digits();
        return near.speaker(i) == Speaker.AGENT
                && digits >= FEWEST_OF_A_SENT_CODE
                && digits <= MOST_OF_A_SENT_CODE
                && !AnnouncedKinds.isNeeded(text)
                && ARRIVED.matcher(AnnouncedKinds.unaccented(text)).find();
    }

    /** "The code is 482", right after the card's number. */
    private static boolean isTheCodeOfACard(NearTurns near, int turn) {
        int digits = near.numerals(turn).digits();
        if (digits < FEWEST_DIGITS || digits > MOST_OF_A_CARD_CODE) {
            return false;
        }
        for (int i = turn - 1; i >= 0; i--) {
            if (near.text(i).contains(PersonalData.CARD_NUMBER.placeholder())) {
                return !OTHER_CODE.matcher(plain(near, turn)).find()
                        && asksForTheCodeOfACard(
                                near, turn, AnnouncedKinds.lower(near.words(turn)));
            }
            if (!near.numerals(i).areFiller()) {
                return false;
            }
        }
        return false;
    }

    private static boolean asksForTheCodeOfACard(NearTurns near, int turn, String text) {
        String plain = AnnouncedKinds.unaccented(text);
        if (!CODE.matcher(plain).find() || isAboutOther(plain) || AnnouncedKinds.isNeeded(text)) {
            return false;
        }
        for (int i = turn - 1; i >= Math.max(0, turn - MOST_TURNS_AFTER_THE_CARD); i--) {
            if (near.text(i).contains(PersonalData.CARD_NUMBER.placeholder())) {
                return true;
            }
        }
        return false;
    }

    /** The kind of the last placeholder in a text, or null. */
    private static PersonalData replacedIn(String text) {
        PersonalData last = null;
        int at = -1;
        for (PersonalData kind : PersonalData.values()) {
            int found = text.lastIndexOf(kind.placeholder());
            if (found > at) {
                at = found;
                last = kind;
            }
        }
        return last;
    }

    /** Whether a turn is about another number or another subject. */
    boolean isOther(NearTurns near, int turn, String text) {
        String plain = AnnouncedKinds.unaccented(text);
        boolean isCounterQuestion =
                near.speaker(turn) == Speaker.CUSTOMER && !OTHER_TOPIC.matcher(plain).find();
        return near.numerals(turn).digits() >= FEWEST_DIGITS
                || AnnouncedKinds.isNeeded(text)
                || announcements.asks(text)
                || !isCounterQuestion && isAboutOther(plain)
                || wordsBeside(near, turn) > MOST_WORDS_BETWEEN;
    }

    private static boolean isAboutOther(String plain) {
        return OTHER_TOPIC.matcher(plain).find() || HOW_MANY.matcher(plain).find();
    }
}
