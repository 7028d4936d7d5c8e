package io.supportassistant.conversation;

import static io.supportassistant.conversation.AskedPasswords.anyOf;

import java.util.Locale;
import java.util.regex.Pattern;

/** Recognises an agent's question for a password, and questions that only mention one. */
final class PasswordQuestions {

    /** Matches the question in lower case, without accents. */
    private static final String NAME =
            "(?:(?:tele)?(?:phone )?password|pass ?phrase|pass ?code|pass"
                + " ?word|(?:memorable|secret|security|code|extra) word(?: for"
                + " security)?|(?:wi-?fi|network|security) key|answer to (?:your|the)"
                + " (?:security|secret)"
                + " question|(?:wlan|wi-?fi|kunden|zugangs|master|telefon|service)?["
                + " -]?(?:passwort|kennwort|schlussel)|(?:sicherheits|code|losungs)wort|geheimes"
                + " wort|contrasena|palabra (?:secreta|clave|de seguridad)|clave|mot de"
                + " passe|mdp|mot (?:secret|cle|de securite)|cle (?:wi-?fi|de securite)|phrase"
                + " secrete|code wi-?fi)\\b(?!"
                + " (?:reset|manager|policy|page|field|link|box|screen|email|hint|rules?"
                + "|requirements?|length|change|issue|problem|error)\\b)";

    private static final String WHOSE =
            "(?:"
                    + anyOf(
                            "the|your|my|that|this|a|an|account|wi-?fi|router|e-?mail|current",
                            "new|old|login|app|portal|admin|master|user|voice|phone|for|online",
                            "banking|existing|last|temporary|security|full|with|me|us|to|out",
                            "again|and|user ?name|log-?in|read|as|verbal|voicemail|personal",
                            "customer|account holder's|be|would",
                            "ihr|ihre|dein|das|sie|ich|mir|bitte|noch|mal|einmal|aktuelles|wlan",
                            "personliches?|vereinbartes?|hinterlegtes?|neue[sn]?|ein|nueva|una",
                            "nouveau|nouvelle|un",
                            "su|tu|la|el|por|favor|usuario|y|letra por letra",
                            "votre|ton|le|s'il|vous|plait|identifiant|et|la")
                    + "[ ,]+){0,8}";

    private static final String ASKING =
            "\\b"
                    + anyOf(
                            "what (?:should|shall|would)(?: (?:you|we|i))?(?:"
                                    + " (?:like|want|set|make))?",
                            "what do you want|pick|choose|make up|think of",
                            "(?:wie|was) (?:soll|sollte)|wahlen|(?:suchen|uberlegen) sie sich|que"
                                    + " quiere|elija|escoja|choisissez",
                            "what(?:'s| is| was)?|which|tell|give|spell|read|say|provide|confirm",
                            "(?:can|could|may|might) (?:i|we) (?:just )?(?:take|grab|check)",
                            "verify|repeat|share|(?:i|we|me)(?:'ll)? (?:have|need|get)",
                            "what (?:do|did|have|are) you (?:\\w+ ){1,4}?(?:as|for)",
                            "(?:darf|durfte|kann|konnte) ich|(?:puedo|podria) tener|facilit\\w+",
                            "(?:puis-je|je peux|je pourrais|pourrais-je) avoir|me confirmer",
                            "wie (?:lautet|ist|war|heisst)|sagen|nennen|geben|verraten",
                            "welche[sn]?|was (?:haben|hatten|nehmen|geben) sie (?:\\w+ ){0,3}?als",
                            "brauche|brauchte|brauchten|benotige|benotigen|buchstabieren|(?:konnen|konnten|wurden)"
                                + " sie",
                            "cual (?:es|era)|digame|dime|deme|dame|decirme|darme|necesito|que",
                            "que (?:puso|pone|puse|usa|uso|tiene|metio|escribio) (?:de|como|por)",
                            "deletre\\w+|me (?:dice|da|diria|daria|deletrea|repite|lee|confirma)",
                            "me (?:puede|podria) (?:decir|dar|deletrear)",
                            "quel(?:le)? (?:est|etait)|quel(?:le)?|me (?:donner|dire|epeler|lire)",
                            "m'epeler|epelez|(?:donnez|dites|epelez|lisez)[ -]moi|c'est quoi",
                            "il me faut(?:drait)?|me communiquer|besoin"
                                    + " de|(?:mis|utilisez|tapez|choisi) quoi (?:comme|pour)")
                    + "[ ,]+";

    /** Words between the name of a password and its purpose. */
    private static final String OF_WHAT =
            anyOf(
                    "for|on|of|to|with|that|you|we|registered",
                    "von|vom|fur|furs|zu|zum|zur|des|der|bei",
                    "de|del|para|que|con|asociada",
                    "du|des|pour|sur|que|avec");

    /** "There's a security word on here. Can you tell me it?" */
    private static final String TELL_ME =
            anyOf(
                    "(?:can|could|would|will) you (?:just )?(?:tell|give|spell|say|confirm)",
                    "(?:konnen|konnten|wurden) sie (?:es|das|mir)|sagen sie (?:es|das|mir)",
                    "(?:puede|podria) (?:decir|deletrear|confirmar)\\w*|(?:me (?:la|lo) dice)",
                    "(?:pouvez|pourriez)[- ]vous me|vous me (?:le|la) dites");

    private static final Pattern QUESTION =
            Pattern.compile(
                    ASKING
                            + WHOSE
                            + NAME
                            + "|^[¿ ]*(?:(?:and|okay|ok|so|now|alright|great|thanks|thank"
                            + " you|then|please|und|gut|danke|dann|vale|bien|entonces|alors"
                            + "|merci|bon)[ ,.]+){0,4}"
                            + WHOSE
                            + NAME
                            + "(?: dazu| dafur| associe| correspondant| client| telefonica|"
                            + " telephonique)?(?:,? "
                            + OF_WHAT
                            + "(?! (?:be|have)\\b)(?: [\\w'-]+){1,5})?"
                            + "(?:,? (?:please|bitte|por favor|s'il vous plait))?[ .?!]*$|"
                            + NAME
                            + "[^?]{0,40}?"
                            + TELL_ME
                            + "|\\bthere(?:'s| is) an? "
                            + NAME);

    /** Asks which of several passwords, not what it is: "which password did you forget?". */
    private static final Pattern WHICH_ONE =
            Pattern.compile(
                    "\\b(?:which|what|welche[sn]?|que|cual|quel(?:le)?) (?:\\w+ )?"
                            + NAME
                            + "(?: (?:is|it|was|ist|es|est) ?(?:it|das|que)?[ .?!]*$|.*"
                            + anyOf(
                                    "\\bor\\b|\\boder\\b|\\bo\\b|\\bou\\b",
                                    "\\b(?:not|doesn't|isn't|won't) (?:work|accept)",
                                    "\\b(?:forg[eo]t|rejected|reset|meinen|brauchen|vergessen)",
                                    "\\b(?:need|mean|refer)\\b|\\bchange(?! (?:it |that )?to\\b)",
                                    "\\b(?:geht|funktioniert|klappt) nicht|\\bno funciona",
                                    "\\bolvid|\\bnecesita|\\bne (?:marche|fonctionne)|\\boubli")
                            + ")");

    /** The agent asks something else: "okay, and what happens?". */
    private static final Pattern ASKS_ON =
            Pattern.compile(
                    "(?iuU)\\b(?:what|which|how|when|where|who|why|does|is"
                            + " it|was|welche[rsn]?|wie|wann"
                            + "|wo|wer|warum|qué|cuál|cómo|cuándo|dónde|quién|quoi|quel(?:le)?"
                            + "|comment|quand|où|qui|pourquoi|est-ce)\\b.*\\?");

    private static final Pattern WARNING =
            Pattern.compile("\\b(?:don't(?! mind)|do not|never|niemals|nunca|jamais)\\b");

    private PasswordQuestions() {}

    /** Whether the words ask for the value of a password. */
    static boolean ask(String words) {
        String text =
                OtherQuestions.leftOut(words).toLowerCase(Locale.ROOT).replace('’', '\'').strip();
        String plain = AnnouncedKinds.unaccented(text);
        return !WARNING.matcher(text).find()
                && !WHICH_ONE.matcher(plain).find()
                && QUESTION.matcher(plain).find();
    }

    /** Whether the words ask for something else: "okay, and what happens?". */
    static boolean askOn(String words) {
        return ASKS_ON.matcher(words).find();
    }
}
