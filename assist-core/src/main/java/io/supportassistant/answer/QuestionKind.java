package io.supportassistant.answer;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The kind of a question, and patterns of the sentences that answer it. */
enum QuestionKind {
    HOW_LONG(
            "\\bhow (?:much )?(?:long|soon|quick|quickly|fast)\\b|\\bhow much (?:longer|time)\\b"
                    + "|\\bhow many (?:minute|hour|day|week|month|year|business|working)s?\\b"
                    + "|\\btakes? (?:that |so )?long\\b|\\bby when\\b",
            Answers.DURATION,
            0.5),
    HOW_MUCH(
            "\\bhow much\\b|\\bwhat(?:'?s| is| are| does| do| will| would)?\\b.{0,40}"
                    + "\\b(?:cost|costs|price|prices|fee|fees|charge)\\b|\\b(?:does|will|would|do)"
                    + " (?:it|that|this|i|you).{0,20}\\b(?:cost|charge)\\b|\\b(?:cost me|for"
                    + " free|free of charge|is (?:it|that|this) free|(?:a|any|the)"
                    + " (?:fee|charge|cost)|have to pay)\\b",
            Answers.MONEY,
            0.5),
    HOW_MANY(
            "\\bhow"
                + " (?:many|often|far|big|large|high|low|hot|cold|old|close|wide|strong|near)\\b|\\bwhat"
                + " (?:size|voltage|temperature|distance|is the"
                + " (?:limit|maximum|range))\\b|\\b(?:maximum|at most)\\b",
            Answers.NUMBER,
            0.4),
    WHEN(
            "\\bwhen(?:'s| is| are| will| do| does| can| could| should| would| did| was)\\b"
                    + "|\\bwhat (?:time|day|date|hours)\\b|\\bwhich day\\b|\\bdeadline\\b"
                    + "|\\b(?:until|since|till) when\\b|\\bhow late\\b",
            Answers.DURATION + "|" + Answers.TIME,
            0.45),
    WHERE(
            "\\bwhere\\b(?! (?:i|we) (?:live|am|are|was|work)\\b)"
                    + "|\\bwhich (?:menu|page|folder|place|setting|button)\\b",
            "\\s>\\s|\\b(?:under|inside|behind|sticker|folder|folders|menu|printed)\\b|\\b(?:in|on|at)"
                + " (?:the|your|its) (?:\\w+ )?(?:back|side|bottom|top|front|lid|box"
                + "|portal|app|page|manual|screen)\\b",
            0.4),
    WHY(
            "\\bwhy\\b|\\bhow come\\b|\\breason\\b|\\bwhat(?:'s| is| does|"
                    + " do)?\\b.{0,40}\\bmeans?\\b|\\bwhat (?:caused|causes|is causing)\\b",
            Answers.CAUSE,
            0.2),
    HOW_TO(
            "\\bhow (?:do|can|could|should|would|to|am|did)\\b|\\bwhat (?:do|should|can|must)"
                + " (?:i|we)\\b|\\b(?:i|we) (?:want|need|would like|'d like|have|wanna|wish) to\\b",
            "\\b(?:you can|open|choose|to \\w+)\\b",
            0.1),
    WHICH("\\b(?:what|which|who|whose)\\b", "(?!)", 0),
    YES_NO(
            "\\b(?:can|could|may|do|does|is|are|will|would|should|must|am) "
                + "(?:i|we|you|it|he|she|the|my|our|they|that|this|these|there|someone|anyone)\\b",
            "\\b(?:can(?:not|'t)?|must|never|not|no|only|nothing|allowed|possible|free|need not"
                    + "|stays?|keeps?|still|always)\\b",
            0.2),
    OTHER("(?!)", Answers.CAUSE, 0.12);

    private static final class Answers {
        private static final String COUNT =
                "(?:\\d[\\d,.]*|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|few"
                        + "|several)";
        private static final String DURATION =
                "\\b"
                        + COUNT
                        + "(?: ?(?:to|or|and|-|\u2013) ?"
                        + COUNT
                        + ")?(?:[ -](?:business|working|full|more|calendar))?[ -]"
                        + "(?:second|minute|hour|day|week|month|year)s?\\b"
                        + "|\\b(?:at once|immediately|right away|instantly|overnight|same day)\\b";
        private static final String MONEY =
                "[$\u20ac\u00a3]\\s?\\d|\\b\\d[\\d.,]*"
                    + " ?(?:dollars?|euros?|pounds?|cents?|percent)\\b|%|\\bfree\\b|\\b(?:no|without"
                    + " an?y?|extra|any) (?:\\w+ )?(?:charge|fee|cost)|\\bat (?:our|no)"
                    + " cost\\b|\\bpay nothing\\b";
        private static final String NUMBER =
                "(?<![A-Za-z0-9.])\\d|\\b(?:one|two|three|four|five|six|seven|eight|nine|ten|once|twice|times)\\b(?!-)";
        private static final String TIME =
                "\\b\\d{1,2}(?:[:.]\\d\\d)?"
                    + " ?(?:a\\.?m\\.?|p\\.?m\\.?|UTC|o'clock)|\\b\\d\\d:\\d\\d\\b"
                    + "|\\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\\b|\\b(?:january|february"
                    + "|march|april|june|july|august|september|october|november|december)\\b|\\bMay"
                    + " \\d|\\b(?:20\\d\\d|midnight|noon|tomorrow|end of the month)\\b";
        private static final String CAUSE =
                "\\b(?:means?|meant|because|reasons?|causes?|caused|usually|usual|due"
                        + " to|mostly)\\b";
    }

    private final Pattern asks;
    private final Pattern answers;
    private final double bonus;

    QuestionKind(String asks, String answers, double bonus) {
        this.asks = Pattern.compile(asks);
        this.answers = Pattern.compile(answers, Pattern.CASE_INSENSITIVE);
        this.bonus = bonus;
    }

    /** The kind of a spoken question or statement; question marks may be missing. */
    static QuestionKind of(String said) {
        String plain = said.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        for (QuestionKind kind : values()) {
            if (kind.asks.matcher(plain).find()) {
                return kind;
            }
        }
        return OTHER;
    }

    /** The kinds of question that a sentence may answer. */
    static Set<QuestionKind> answeredBy(CharSequence sentence) {
        Set<QuestionKind> kinds = EnumSet.noneOf(QuestionKind.class);
        for (QuestionKind kind : values()) {
            if (kind.isAnsweredBy(sentence)) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    boolean isAnsweredBy(CharSequence sentence) {
        return answers.matcher(sentence).find();
    }

    /** Score bonus for a sentence of the right form; 1 equals all words of the question. */
    double bonus() {
        return bonus;
    }

    /** Whether the answer is a fact, so that the steps of the article are not relevant. */
    boolean isFact() {
        return this == HOW_LONG || this == HOW_MUCH || this == HOW_MANY || this == WHEN;
    }
}
