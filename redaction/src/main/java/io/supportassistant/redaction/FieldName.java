package io.supportassistant.redaction;

import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.spokentext.Token;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a field as words: "customerPhone" and "customer_phone" are "customer phone". Some
 * names determine the kind of every value.
 */
final class FieldName {

    /**
     * Maximum number of characters of a name to read, from its end, because the last words say
     * most.
     */
    private static final int LONGEST = 80;

    private static final int MOST_WORDS = 3;

    /** Suffixes that do not change the meaning of a name: "pw_hash", "ssn_last4". */
    private static final Pattern REST =
            Pattern.compile(
                    "(?: (?:hash|hashed|digest|md5|sha ?\\d{1,3}|bcrypt|plain|plaintext|clear|"
                        + "encrypted|enc|raw|value|val|text|txt|old|new|alt|neu|current|confirm|confirmation|repeat|again|last"
                        + " ?4|last ?four|temp|tmp|temporary"
                        + "|temporal|temporaire|initial|default|provisional|provisoire|actual"
                        + "|actuel|actuelle|aktuell|antigua|antiguo|nueva|nuevo|ancien|nouveau"
                        + "|client|cliente|kunde|customer|user|usuario|utilisateur|caller|web"
                        + "|online|portal|app|mobile|wifi|wlan|admin|login|phone|card|karte"
                        + "|tarjeta|carte|primary|secondary|backup|main|home|work|\\d{1,2})|"
                        + "\\d{1,2})$");

    private static final int MOST_RESTS = 2;

    /** Names that also hold other things, so the value has to look like the kind too. */
    private static final Set<String> VAGUE =
            Set.of(
                    "auth", "account", "konto", "kto", "cuenta", "compte", "cookie", "born",
                    "birth");

    private static final Set<String> NO_SECRETS =
            Set.of("true", "false", "yes", "no", "none", "null", "n/a", "unknown", "-");
    private static final Pattern SCHEME =
            Pattern.compile(
                    "(?i)(?:bearer|basic|digest|token|apikey|key) \\S{4,}.*", Pattern.DOTALL);

    /** Cookies as browsers send them: "sid=f3a9; theme=dark". */
    private static final Pattern PAIR = Pattern.compile("[\\w.-]+=\\S{4,}.*", Pattern.DOTALL);

    private static final Pattern NUMBER = Pattern.compile("[\\d -]+");
    private static final int SHORTEST_VAGUE = 8;
    private static final String SEPARATORS = "_.:/-";
    private static final Map<String, PersonalData> KINDS = new HashMap<>();

    static {
        put(
                PersonalData.SECRET,
                "password passwd pass password-hash passwort kennwort pwd pw passphrase passcode"
                    + " pin pincode cvv cvc cvv2 cvc2 csc cvn otp token secret apikey api-key"
                    + " access-key private-key secret-key security-code pin-code pin-number"
                    + " client-secret authorization contrasena clave mot-de-passe credential"
                    + " credentials security-answer security-question-answer tan otp-code tan-code"
                    + " motdepasse auth auth-code auth-key auth-header one-time-code"
                    + " one-time-password verification-code login-code access-code sms-code"
                    + " mfa-code totp backup-code recovery-code unlock-code cookie set-cookie"
                    + " session-cookie jwt bearer secret-answer secret-question-answer"
                    + " challenge-answer maiden-name mothers-maiden-name pass-word pass-phrase"
                    + " pass-code pswd psw passwort losungswort geheimzahl sicherheitscode"
                    + " prufziffer codigo-de-seguridad code-de-securite code-secret cryptogramme"
                    + " signing-key encryption-key mfa 2fa mdp nip memorable-word memorable-place"
                    + " memorable-name memorable-phrase memorable-information memorable-info");
        put(
                PersonalData.SOCIAL_SECURITY_NUMBER,
                "ssn sin tin itin taxid tax-number tax-no steuernummer insee numero-secu"
                    + " social-security social-security-number social-security-no ss-number dni nie"
                    + " nif nir svnr curp tax-id steuer-id sozialversicherungsnummer national-id"
                    + " national-insurance-number nino");
        put(
                PersonalData.DATE_OF_BIRTH,
                "dob born geboren geb-datum nacimiento naissance birth birthdate birthday"
                        + " birth-date date-of-birth geburtsdatum geburtstag fecha-nacimiento"
                        + " fecha-de-nacimiento date-de-naissance date-naissance bday");
        put(
                PersonalData.CARD_NUMBER,
                "pan card-number cardnumber cc-number ccnumber credit-card creditcard card-no"
                        + " kartennummer numero-tarjeta numero-carte");
        put(
                PersonalData.BANK_ACCOUNT,
                "iban account account-number accountnumber account-no account-num bank-account"
                        + " bank-account-number acc-no acc-number acct acct-no acct-num acct-number"
                        + " acctno routing-number sort-code bank-code blz bankleitzahl konto kto"
                        + " kto-nr kontonr konto-nr kontonummer cuenta numero-cuenta"
                        + " numero-de-cuenta compte numero-compte numero-de-compte rib clabe");
        put(
                PersonalData.PASSPORT_NUMBER,
                "passport passport-number passport-no license licence license-number licence-number"
                    + " license-no licence-no drivers-license driver-license drivers-licence"
                    + " driver-licence driving-licence dl-number reisepass ausweisnummer pasaporte"
                    + " passeport");
    }

    private FieldName() {}

    private static void put(PersonalData kind, String names) {
        for (String name : names.split(" ")) {
            KINDS.put(name.replace('-', ' '), kind);
        }
    }

    static String words(String name) {
        int from = Math.max(0, name.length() - LONGEST);
        StringBuilder words = new StringBuilder(name.length() - from + 8);
        for (int i = from; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isSeparator = SEPARATORS.indexOf(c) >= 0 || Character.isWhitespace(c);
            boolean isAfterSpace = !words.isEmpty() && words.charAt(words.length() - 1) == ' ';
            boolean isHump =
                    i > from
                            && Character.isUpperCase(c)
                            && Character.isLowerCase(name.charAt(i - 1));
            if (isHump || isSeparator && !isAfterSpace) {
                words.append(' ');
            }
            if (!isSeparator) {
                words.append(c);
            }
        }
        return words.toString();
    }

    /** The kind of the values by the last words of the name alone, or null. */
    static PersonalData kindOf(String words) {
        String name = name(words);
        PersonalData kind = KINDS.get(known(name));
        for (int count = 0; kind == null && count < MOST_RESTS; count++) {
            Matcher rest = REST.matcher(name);
            if (!rest.find()) {
                return null;
            }
            name = name.substring(0, rest.start()).strip();
            String known = known(name);
            kind = KINDS.get(known);
            // "Account value" is an amount.
            kind = kind == PersonalData.BANK_ACCOUNT && VAGUE.contains(known) ? null : kind;
        }
        return kind;
    }

    private static String name(String words) {
        return Token.unaccented(Token.lowerCase(words)).replace("'", "").strip();
    }

    /** The longest known name at its end, or an empty string. */
    private static String known(String name) {
        int from = name.length();
        String known = "";
        for (int count = 0; count < MOST_WORDS && from > 0; count++) {
            from = name.lastIndexOf(' ', from - 1);
            String last = name.substring(from + 1);
            known = KINDS.containsKey(last) ? last : known;
        }
        return known;
    }

    /** Whether the name determines the kind only for values that look like it. */
    static boolean isVague(String words) {
        return VAGUE.contains(known(name(words)));
    }

    /**
     * Whether a value under such a name is of that kind; false for "true" under "password", for
     * example.
     */
    static boolean isOne(String words, PersonalData kind, String value) {
        long digits = value.chars().filter(Character::isDigit).count();
        boolean isVague = isVague(words);
        return switch (kind) {
            case SECRET -> isVague ? isLikeSecret(value, digits) : isSecret(value);
            case CARD_NUMBER -> digits >= 8;
            case BANK_ACCOUNT -> digits >= 6 && (!isVague || NUMBER.matcher(value).matches());
            default -> digits >= 4;
        };
    }

    private static boolean isSecret(String value) {
        return !value.isBlank() && !NO_SECRETS.contains(value.toLowerCase(Locale.ROOT));
    }

    /** With a scheme or a name before it, or letters and digits without a space. */
    private static boolean isLikeSecret(String value, long digits) {
        return SCHEME.matcher(value).matches()
                || PAIR.matcher(value).matches()
                || value.length() >= SHORTEST_VAGUE
                        && digits > 0
                        && value.indexOf(' ') < 0
                        && value.chars().anyMatch(Character::isLetter);
    }
}
