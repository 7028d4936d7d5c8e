package io.supportassistant.bridge;

import io.supportassistant.events.Speaker;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Maps a telephone system's word for a speaker to a {@link Speaker}. */
public final class Speakers {

    private static final Pattern ACCENTS = Pattern.compile("\\p{M}");

    /** Counters and suffixes: {@code customer-1}, {@code customer_leg}, {@code Agent 2}. */
    private static final Pattern ENDING =
            Pattern.compile("[\\s_.:-]*(?:leg|channel|track|side|[0-9]{1,3})$");

    /** Without accents, because labels are typed with and without them. */
    private static final Set<String> CUSTOMER =
            Set.of(
                    // English
                    "customer",
                    "caller",
                    "client",
                    "external",
                    "end_customer",
                    "user",
                    "consumer",
                    "guest",
                    "patient",
                    "member",
                    "contact",
                    // Spanish, Portuguese, Italian, French, Catalan
                    "cliente",
                    "clienta",
                    "llamante",
                    "usuario",
                    "usuaria",
                    "chamador",
                    "utente",
                    "chiamante",
                    "cliente_final",
                    "appelant",
                    "appelante",
                    "cliente_externo",
                    "usager",
                    "utilisateur",
                    "consommateur",
                    // German, Dutch, Scandinavian, Finnish
                    "kunde",
                    "kundin",
                    "anrufer",
                    "anruferin",
                    "klant",
                    "beller",
                    "kund",
                    "kunden",
                    "kundinnen",
                    "uppringare",
                    "innringer",
                    "asiakas",
                    "soittaja",
                    "endkunde",
                    // Polish, Czech, Slovak, Romanian, Turkish, Russian, Greek
                    "klient",
                    "klientka",
                    "zakaznik",
                    "zakaznice",
                    "volajici",
                    "dzwoniacy",
                    "apelant",
                    "musteri",
                    "клиент",
                    "абонент",
                    "πελατης",
                    // Japanese, Chinese, Korean, Arabic, Hebrew, Hindi
                    "顧客",
                    "お客様",
                    "客户",
                    "客戶",
                    "고객",
                    "عميل",
                    "לקוח",
                    "ग्राहक");

    /** Bots and announcements speak for the company, as an agent does. */
    private static final Set<String> AGENT =
            Set.of(
                    // English
                    "agent",
                    "internal",
                    "worker",
                    "supervisor",
                    "bot",
                    "system",
                    "operator",
                    "representative",
                    "rep",
                    "advisor",
                    "adviser",
                    "assistant",
                    "employee",
                    "staff",
                    "csr",
                    "virtual_agent",
                    "ivr",
                    // Spanish, Portuguese, Italian, French
                    "agente",
                    "asesor",
                    "asesora",
                    "operador",
                    "operadora",
                    "representante",
                    "atendente",
                    "operatore",
                    "operatrice",
                    "consulente",
                    "conseiller",
                    "conseillere",
                    "teleconseiller",
                    "teleconseillere",
                    "operateur",
                    "agente_virtual",
                    "empleado",
                    "empleada",
                    "colaborador",
                    // German, Dutch, Scandinavian, Finnish
                    "mitarbeiter",
                    "mitarbeiterin",
                    "agentin",
                    "berater",
                    "beraterin",
                    "kundenberater",
                    "kundenberaterin",
                    "sachbearbeiter",
                    "sachbearbeiterin",
                    "medewerker",
                    "medewerkster",
                    "handlaggare",
                    "radgiver",
                    "medarbetare",
                    "medarbejder",
                    "medarbeider",
                    "asiakaspalvelija",
                    "agentti",
                    // Polish, Czech, Slovak, Romanian, Turkish, Russian, Greek
                    "konsultant",
                    "konsultantka",
                    "doradca",
                    "operatorka",
                    "poradce",
                    "pracovnik",
                    "temsilci",
                    "musteri_temsilcisi",
                    "агент",
                    "оператор",
                    "πρακτορας",
                    // Japanese, Chinese, Korean, Arabic, Hebrew, Hindi
                    "担当者",
                    "オペレーター",
                    "客服",
                    "坐席",
                    "상담원",
                    "وكيل",
                    "נציג",
                    "एजेंट");

    private Speakers() {}

    /** {@link Speaker#UNKNOWN} for words in neither list, and for null. */
    public static Speaker of(String word) {
        if (word == null || word.length() > 100) {
            return Speaker.UNKNOWN;
        }
        // Fast path: nearly all labels match the list without further cleaning.
        Speaker asItIs = listed(word.toLowerCase(Locale.ROOT));
        if (asItIs != Speaker.UNKNOWN) {
            return asItIs;
        }
        String plain = plain(word);
        Speaker speaker = listed(plain);
        return speaker != Speaker.UNKNOWN ? speaker : listed(ENDING.matcher(plain).replaceAll(""));
    }

    private static Speaker listed(String plain) {
        return CUSTOMER.contains(plain)
                ? Speaker.CUSTOMER
                : AGENT.contains(plain) ? Speaker.AGENT : Speaker.UNKNOWN;
    }

    private static String plain(String word) {
        String lower = word.strip().toLowerCase(Locale.ROOT);
        String bare =
                ACCENTS.matcher(Normalizer.normalize(lower, Normalizer.Form.NFKD)).replaceAll("");
        return Normalizer.normalize(bare, Normalizer.Form.NFC).replaceAll("[\\s-]+", "_");
    }
}
