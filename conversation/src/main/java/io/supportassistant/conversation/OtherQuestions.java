package io.supportassistant.conversation;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Questions that name something secret and ask for something else: "what error do you get after
 * entering your password?".
 */
final class OtherQuestions {

    /** Matches text in lower case, without accents. */
    private static final Pattern ASKS_FOR_ANOTHER =
            Pattern.compile(
                    anyOf(
                            "(?:what|which)(?:'s| is| was)?(?: the| kind of| sort of)?"
                                + " (?:error|message|version|model|article|happens|happened|screen|step)",
                            "(?:what|which) (?:number|code) (?:do you see|comes|appears)",
                            "what (?:does|did|do) (?:it|the|you) (?:\\w+"
                                    + " )?(?:say|said|shows?|see|get)",
                            "how (?:long|many|often|old)|when (?:did|was|do)",
                            "welche[rsn]? (?:fehler\\w*|meldung|version|modell)",
                            "was (?:passiert|zeigt|kommt|sagt|sehen)|wie (?:lange|oft|viele?)|wann",
                            "que (?:le |te |les"
                                + " )?(?:error|mensaje|version|modelo|pasa|sale|dice|aparece|ve)",
                            "cuant[oa]s?|cuando",
                            "quel(?:le)?s? (?:erreur|message|version|modele)|qu'est-ce qui",
                            "que (?:se passe|dit|voyez)|combien|quand (?:avez|est)"));

    /** A second question that does ask for the secret: "what error do you get, and your PIN?". */
    private static final Pattern ASKS_AS_WELL =
            Pattern.compile(
                    anyOf(
                            "(?:and|und|y|et) (?:what(?:'s| is)|tell|give|your|ihre?|su|votre)",
                            "(?:and|und|y|et) (?:was ist|wie lautet|cual es|quel(?:le)? est)"));

    private static final Pattern NAME =
            Pattern.compile(
                    "(?iu)\\b(?:pins?|pass ?(?:words?|codes?|phrases?)|passwort|kennwort|geheimzahl"
                            + "|contraseña|clave|mot de passe|code secret)\\b");

    private static final Pattern END_OF_SENTENCE = Pattern.compile("(?<=[.?!])\\s+");

    private OtherQuestions() {}

    private static String anyOf(String... alternatives) {
        return "\\b(?:" + String.join("|", alternatives) + ")\\b";
    }

    /** The text without the names of secrets in sentences that ask for something else. */
    static String leftOut(String said) {
        if (!NAME.matcher(said).find()) {
            return said;
        }
        StringBuilder rest = new StringBuilder();
        for (String sentence : END_OF_SENTENCE.split(said)) {
            rest.append(
                            asksForAnother(sentence)
                                    ? NAME.matcher(sentence).replaceAll("it")
                                    : sentence)
                    .append(' ');
        }
        return rest.toString().stripTrailing();
    }

    private static boolean asksForAnother(String sentence) {
        String plain = AnnouncedKinds.unaccented(sentence.toLowerCase(Locale.ROOT));
        return ASKS_FOR_ANOTHER.matcher(plain).find() && !ASKS_AS_WELL.matcher(plain).find();
    }
}
