package io.supportassistant.personaldata;

import io.supportassistant.spokentext.WordSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Recognises numbers that are clearly not the secret named near them: numbers with a name of their
 * own ("error 401", "4711 is the order"), amounts, dates, times and quantities. In English, German,
 * Spanish and French, in lower case without accents.
 */
public final class OtherNumbers {

    /** Names of other codes and numbers. */
    static final Set<String> NAMES =
            WordSet.of(
                    "error errors fault stop trouble offer course room class promo promocional"
                        + " promotionnel promotion promotional discount coupon voucher gift zip"
                        + " postal post area country dial order orders booking tracking reference"
                        + " ref ticket tickets case invoice model serial version firmware customer"
                        + " client contract member bar qr source dress article status price product"
                        + " item sku flight train bus gate seat row floor page line step chapter"
                        + " extension ext version build release port channel frequency router"
                        + " printer windows office iphone galaxy pixel android ios macbook http"
                        + " https street st avenue ave road rd lane drive highway apartment apt"
                        + " suite postcode building box size year week day bed level lot batch"
                        + " declined decline imei flat unit claim policy request incident shipment"
                        + " parcel package delivery balance amount total fee meter display screen"
                        + " reading policy license plate branch office complaint membership quote",
                    "fehler oferta kurs angebot bestellung bestellnummer auftrag auftragsnummer"
                        + " rechnung rechnungsnummer rabatt gutschein vorgang vorgangsnummer kunde"
                        + " kundennummer postleitzahl plz zimmer raum seite zeile schritt durchwahl"
                        + " flug zug gleis platz sitz etage stock haus hausnummer strasse modell"
                        + " seriennummer artikel artikelnummer vertrag vertragsnummer sendung paket"
                        + " fall fallnummer fehlercode fehlernummer jahr woche tag referenz"
                        + " aktenzeichen kanal betrag zahlerstand drucker meldung fehlermeldung"
                        + " abgelehnt filiale zweigstelle geschaftsstelle wohnung absatz anzeige"
                        + " bildschirm bestellcode produktcode landercode gutscheincode police"
                        + " schaden beschwerde",
                    "oficina sucursal agencia fallo descuento promocion pedido producto cliente"
                        + " referencia reserva seguimiento barras factura curso habitacion pagina"
                        + " paso linea extension vuelo tren anden asiento fila piso calle avenida"
                        + " modelo serie articulo contrato envio paquete incidencia caso ano semana"
                        + " dia canal importe talla codigopostal tique billete impresora expediente"
                        + " oferta rechazada version puerto lectura contador pantalla parte"
                        + " localizador poliza siniestro gestion orden tienda reclamacion queja",
                    "agence refusee erreur erreurs remise reduction commande produit reservation"
                        + " suivi barre barres facture colis offre cours chambre page etape ligne"
                        + " poste vol train voie quai siege place rang etage rue avenue modele"
                        + " serie contrat dossier annee semaine jour canal ecran montant taille"
                        + " article livraison imprimante appartement batiment compteur releve"
                        + " voiture fichier sinistre police reclamation intervention touche");

    /** Follow an amount or a quantity. */
    public static final Set<String> UNITS =
            WordSet.of(
                    "percent times time minutes minute min mins seconds second sec hours hour days"
                        + " day weeks week months month years year uhr dollars dollar bucks usd eur"
                        + " euros euro pounds pound gbp cents cent people users user emails"
                        + " messages files pages rows points prozent mal minuten sekunden stunden"
                        + " stunde tage tagen wochen monate monaten jahre jahren veces segundos"
                        + " minutos minuto horas hora dias dia semanas meses anos fois secondes"
                        + " minutes heures heure jours jour semaines mois ans h am pm words letters"
                        + " codes digits digit characters chiffres ziffern stellen zeichen digitos"
                        + " cifras caracteres caracteres stellig stellige stelliger stelligen"
                        + " stellige numbers zahlen numeros gb mb kb tb megabytes gigabytes"
                        + " megabits gigabit megas gigas mbps ghz km miles meters metres meter"
                        + " metros kilos kilo kg grams watt watts volt degrees grad grados degres"
                        + " attempts tries versuche versuchen intentos essais tentatives devices"
                        + " gerate dispositivos appareils employees mitarbeiter empleados employes"
                        + " items units pieces stuck stueck unidades pieces customers kunden"
                        + " clientes orders bestellungen pedidos commandes cards karten tarjetas"
                        + " cartes accounts konten cuentas comptes error fehler fallo erreur"
                        + " dollars steps street avenue road lane park rue calle boulevard strasse"
                        + " stock werktage werktagen arbeitstage business working laborables ouvres"
                        + " ouvrables");

    private static final Set<String> MONTHS =
            WordSet.of(
                    "january february march april may june july august september october november"
                            + " december januar februar marz mai juni juli oktober dezember enero"
                            + " febrero marzo abril mayo junio julio agosto septiembre octubre"
                            + " noviembre diciembre janvier fevrier mars avril juin juillet aout"
                            + " septembre octobre novembre decembre");

    private static final Set<String> WEEKDAYS =
            WordSet.of("monday tuesday wednesday thursday friday saturday sunday");

    /** Before a year. */
    private static final Set<String> OF_YEARS =
            WordSet.of(
                    "in since until till during seit bis vor ab anno desde en hasta depuis jusqu'en"
                        + " avant year jahr jahre ano annee summer winter spring sommer verano ete"
                        + " hiver early late mid anfang ende");

    /** Before a time or an approximate amount. */
    private static final Set<String> OF_TIMES =
            WordSet.of(
                    "at um gegen las between zwischen entre vers around about approximately roughly"
                            + " nearly almost over under within every each ungefahr etwa circa rund"
                            + " fast unos unas casi alrededor environ presque press drucken pulse"
                            + " appuyez costs cost kostet cuesta coute paid pay bezahlt pague paye"
                            + " charged waiting waited");

    private static final Set<String> EXAMPLES =
            WordSet.of("example beispiel beispielsweise ejemplo exemple");

    /** Only after these words can a year be a secret. */
    private static final Set<String> TOLD =
            WordSet.of(
                    "is was are s ist war lautet es era est etait c'est to auf a pin code typed"
                        + " entered type enter tried tippe tape mis mets marco pongo puse meto stay"
                        + " keep bleiben rester called says shows");

    public static final Set<String> USERS =
            WordSet.of(
                    "username user login account benutzer benutzername nutzername usuario"
                            + " identifiant compte cuenta konto device network netzwerk red reseau"
                            + " ssid email mail called named namens");

    /** "En ligne" is online. */
    private static final Set<String> LINES = WordSet.of("ligne linea");

    /** After one of {@link #WHICH} these do not name a number: "in that case". */
    private static final Set<String> CASES = WordSet.of("case caso fall");

    private static final Set<String> WHICH =
            WordSet.of("that this any ese este tal todo dem diesem jedem");

    /** After one of {@link #LAST} these are times: "last week". */
    private static final Set<String> TIMES =
            WordSet.of("week day year woche tag jahr semana dia ano semaine jour annee");

    private static final Set<String> LAST =
            WordSet.of(
                    "last this past previous next other same every letzte letzten letzter diese"
                            + " dieser vorige voriger nachste otro mismo cette autre");

    /** After "at the" and the like these are places. */
    private static final Set<String> PLACES =
            WordSet.of(
                    "branch office post filiale zweigstelle geschaftsstelle oficina sucursal"
                            + " agencia agence");

    private static final Set<String> THE =
            WordSet.of("the your my our der die ihrer eurer la su mi l votre mon une una a");

    private static final Set<String> AT =
            WordSet.of("at in from by to into via through bei von aus auf en a de dans par");

    private static final Set<String> STREETS = WordSet.of("calle rue avenida plaza boulevard");

    private static final Set<String> SECRET_NUMBERS =
            WordSet.of(
                    "nummer geheimnummer prufnummer pruefnummer kartenprufnummer"
                            + " sicherheitsnummer kontonummer girokontonummer bankkontonummer"
                            + " ibannummer passnummer ausweisnummer personalausweisnummer"
                            + " reisepassnummer fuhrerscheinnummer pinnummer telefonnummer"
                            + " handynummer mobilnummer versicherungsnummer"
                            + " sozialversicherungsnummer rentenversicherungsnummer steuernummer");

    /** Allowed between a number and its name. */
    private static final Set<String> SMALL =
            WordSet.of(
                    "is was are the a an my our your number numbers no nr num id code says shows of"
                        + " s it this that for ist war lautet die der das den meine mein meiner"
                        + " ihre nummer von vom el la mi su es era numero n codigo de del le est c"
                        + " c'est d'erreur ma mon votre du numeros with mit con avec message called"
                        + " genannt et und and y");

    /** Four digits that are not a time of day. */
    private static final Pattern CODE_OF_4 =
            Pattern.compile("(?!(?:[01]?\\d|2[0-3])\\D?[0-5]\\d(?!\\d))\\d");

    /** "26,20 €", "126.50 euros". */
    private static final Pattern PRICE =
            Pattern.compile(
                    "\\d[\\d.]*,?\\d*[.,]\\d\\d"
                            + " ?(?:\\p{Sc}|(?:euros?|eur|dollars?|usd|pounds?|gbp)\\b)");

    /** "18:00", "10h45". */
    private static final Pattern TIME_OF_DAY =
            Pattern.compile("(?:[01]?\\d|2[0-3])(?::|h| h )[0-5]\\d(?![\\d:])");

    private static final Pattern YEAR = Pattern.compile("(?:19|20)\\d\\d(?!\\d)");

    /** Letters before the digits of an id, such as "model KX 147". */
    private static final int LONGEST_PREFIX = 2;

    private static final int MOST_TO_NAME = 4;
    private static final int MOST_AFTER = 5;
    private static final int FEWEST_OF_A_PHONE = 7;
    private static final int YEAR_DIGITS = 4;
    private static final int MOST_OF_A_TIME = 4;
    private static final String WITHIN = " -,\n&";

    private OtherNumbers() {}

    /**
     * Whether the first digits of a run are a number of another kind.
     *
     * @param length number of these digits
     */
    public static boolean isOne(String written, DigitRun run, int length) {
        int end = run.position(length - 1) + 1;
        if (isAnnounced(run, length)
                || isAmount(written, run.start(), end)
                || isPriceOrTime(written, run.start())
                || !isWhole(written, run, length)) {
            return true;
        }
        return isNamed(written, run.start(), end, isYear(run, length), length);
    }

    /** Whether the words beside a number name another kind of number or make it a quantity. */
    public static boolean isNamed(String written, int start, int end) {
        return isNamed(written, start, end, false, end - start);
    }

    private static boolean isNamed(String written, int start, int end, boolean isYear, int length) {
        List<String> after = WordsBeside.after(written, end, MOST_AFTER);
        if (!after.isEmpty() && isOfThings(written, end, after.get(0))) {
            return true;
        }
        return isNamedBefore(written, start, isYear, length) || isNamedAfter(after);
    }

    /** Announced as a number of another kind, and long enough to be one. */
    private static boolean isAnnounced(DigitRun run, int length) {
        PersonalData kind = run.announcement() == null ? null : run.announcement().kind();
        return kind == PersonalData.BANK_ACCOUNT
                || kind == PersonalData.SOCIAL_SECURITY_NUMBER
                || kind == PersonalData.PASSPORT_NUMBER
                || kind == PersonalData.PHONE_NUMBER && length >= FEWEST_OF_A_PHONE;
    }

    /** With a currency before it, a part of a word beside it, or "%" after it. */
    static boolean isAmount(String written, int start, int end) {
        char before = start > 0 ? written.charAt(start - 1) : ' ';
        char after = end < written.length() ? written.charAt(end) : ' ';
        boolean isOfWord =
                before == '-' && start > 1 && Character.isLetter(written.charAt(start - 2));
        return Character.getType(before) == Character.CURRENCY_SYMBOL
                || Character.isLetter(before)
                || isOfWord
                || before == '#'
                || Character.isLetter(after)
                || after == '%'
                || Character.getType(after) == Character.CURRENCY_SYMBOL;
    }

    /** Whether a price or a time of day starts at a place. */
    public static boolean isPriceOrTime(String written, int start) {
        return PRICE.matcher(written).region(start, written.length()).lookingAt()
                || TIME_OF_DAY.matcher(written).region(start, written.length()).lookingAt();
    }

    /** Whether a price, a time of day or a year that is called one starts at a place. */
    public static boolean isYearTimeOrPrice(String written, int start) {
        List<String> before = WordsBeside.before(written, start, 1);
        boolean isYear = YEAR.matcher(written).region(start, written.length()).lookingAt();
        boolean isMinute =
                start > 1
                        && ":h".indexOf(written.charAt(start - 1)) >= 0
                        && Character.isDigit(written.charAt(start - 2));
        return isYear && !before.isEmpty() && OF_YEARS.contains(before.get(0))
                || isMinute
                || isPriceOrTime(written, start);
    }

    /** Not a date, a time, a decimal or a part of one. */
    private static boolean isWhole(String written, DigitRun run, int length) {
        for (int i = 1; i < length; i++) {
            for (int at = run.position(i - 1) + 1; at < run.position(i); at++) {
                if (WITHIN.indexOf(written.charAt(at)) < 0) {
                    return false;
                }
            }
        }
        int end = run.position(length - 1) + 1;
        return length == run.length()
                || run.position(length) > end + 1
                || ":./".indexOf(written.charAt(end)) < 0;
    }

    private static boolean isOfThings(String written, int end, String next) {
        int at = end;
        while (at < written.length() && !Character.isLetterOrDigit(written.charAt(at))) {
            at++;
        }
        boolean isBeside = at - end <= 1 || written.charAt(end) == ' ' && at - end == 2;
        return isBeside
                && ",.;?!".indexOf(written.charAt(end)) < 0
                && (UNITS.contains(next) || MONTHS.contains(next));
    }

    /** "In 2019". */
    public static boolean isDated(String written, DigitRun run, int length) {
        List<String> before = WordsBeside.before(written, run.start(), 1);
        return isYear(run, length) && !before.isEmpty() && OF_YEARS.contains(before.get(0));
    }

    private static boolean isYear(DigitRun run, int length) {
        return length == YEAR_DIGITS
                && (run.digits().startsWith("19") || run.digits().startsWith("20"));
    }

    private static boolean isNamedBefore(String written, int start, boolean isYear, int length) {
        List<String> before = WordsBeside.before(written, start, MOST_TO_NAME);
        if (before.isEmpty()) {
            return false;
        }
        String last = before.get(0);
        boolean isExample =
                EXAMPLES.contains(last)
                        || last.equals("as") && before.size() > 1 && before.get(1).equals("such");
        boolean isOfStreet = before.size() > 1 && STREETS.contains(before.get(1));
        if (isExample
                || isOfStreet
                || last.equals("est") && before.size() > 1 && before.get(1).equals("il")
                || isYear && !TOLD.contains(last)
                || length <= MOST_OF_A_TIME && OF_TIMES.contains(last)
                || MONTHS.contains(last)
                || WEEKDAYS.contains(last) && isDayOrTime(written, start, length)) {
            return true;
        }
        return isNameAmong(before, false) && !Announcements.isForNeeded(written, start);
    }

    /**
     * Whether only small words precede, up to a name.
     *
     * @param before the words before a value, the nearest first
     * @param orUser whether the name of a user or a network counts too
     */
    public static boolean isNameAmong(List<String> before, boolean orUser) {
        for (int i = 0; i < before.size(); i++) {
            String word = before.get(i);
            if (isNoName(word, before.subList(i + 1, before.size()))) {
                return false;
            }
            if (isName(word)) {
                return true;
            }
            if (orUser && USERS.contains(word)) {
                return !isOfPassword(before.subList(i + 1, before.size()));
            }
            if (!SMALL.contains(word) && (i > 0 || word.length() > LONGEST_PREFIX)) {
                return false;
            }
        }
        return false;
    }

    /** True for "the password of my e-mail is", but not for "the password fails, my e-mail is". */
    private static boolean isOfPassword(List<String> before) {
        for (String word : before) {
            if (SecretNames.PASSWORDS.contains(word)) {
                return true;
            }
            if (!SMALL.contains(word) && word.length() > 1) {
                return false;
            }
        }
        return false;
    }

    /** Whether the word between two places only looks like a name, as in "in that case". */
    static boolean isNoName(String written, int start, int end) {
        String word = written.substring(start, end);
        return isNoName(word, WordsBeside.before(written, start, 3));
    }

    /**
     * @param before the words before it, the nearest first
     */
    private static boolean isNoName(String word, List<String> before) {
        if (before.isEmpty()) {
            return false;
        }
        String last = before.get(0);
        return CASES.contains(word) && WHICH.contains(last)
                || LINES.contains(word) && last.equals("en")
                || TIMES.contains(word) && LAST.contains(last)
                || PLACES.contains(word) && isAtThe(before);
    }

    private static boolean isAtThe(List<String> before) {
        int article = before.get(0).equals("post") ? 1 : 0;
        return before.size() > article + 1
                && THE.contains(before.get(article))
                && AT.contains(before.get(article + 1));
    }

    /** Whether a number after a weekday may be a day of the month or a time. */
    private static boolean isDayOrTime(String written, int start, int length) {
        return length != MOST_OF_A_TIME
                || !CODE_OF_4.matcher(written).region(start, written.length()).lookingAt();
    }

    public static boolean isSmall(String word) {
        return SMALL.contains(word);
    }

    /** Includes German compounds such as "Ticketnummer" and "Hauptstraße". */
    public static boolean isName(String word) {
        return NAMES.contains(word)
                || (word.endsWith("nummer") || word.endsWith("straße") || word.endsWith("strasse"))
                        && !SECRET_NUMBERS.contains(word);
    }

    /** "2506 is my order number", but not "2506 and the order". */
    private static boolean isNamedAfter(List<String> after) {
        boolean isTold = false;
        for (String word : after) {
            if (isName(word)) {
                return isTold;
            }
            isTold |= SecretNames.COPULAS.contains(word);
            if (!isTold || !SMALL.contains(word)) {
                return false;
            }
        }
        return false;
    }
}
