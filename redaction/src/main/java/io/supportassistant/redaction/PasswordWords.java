package io.supportassistant.redaction;

import io.supportassistant.spokentext.WordSet;
import java.util.List;
import java.util.Set;

/** Words around a password, in four languages, in lower case without accents. */
final class PasswordWords {

    /** Words after "the password is" that cannot be the password. */
    static final Set<String> NO_PASSWORDS =
            WordSet.of(
                    "complicated complicada complicado complique kompliziert einfach not never no"
                        + " wrong incorrect right correct expired invalid too being still always"
                        + " also the a an my your required needed saved stored reset working fine"
                        + " okay ok definitely really actually just probably maybe what how why"
                        + " when where that this it something one only changed accepted rejected"
                        + " refused case longer to good old new same different gone forgotten lost"
                        + " in on at for and or but because of sent supposed going getting already"
                        + " there here important secure weak blocked locked unknown missing all so"
                        + " very now then been have were does doesn't isn't wasn't can't won't"
                        + " asked entered typed field box prompt page problem issue with by from"
                        + " after before until again case-sensitive valid active available empty"
                        + " blank visible hidden shown known about enough strong short long as if"
                        + " than well up out off under supposedly sometimes everything nothing set"
                        + " send more every ignored nicht falsch richtig korrekt abgelaufen"
                        + " ungultig gesperrt geandert vergessen weg noch immer schon auch das der"
                        + " die ein eine mein meine dein ihr unbekannt leer sicher unsicher zu seit"
                        + " gestern heute neu alt gleich gespeichert zuruckgesetzt kaputt bekannt"
                        + " nur ja aber dass doch wohl jetzt wirklich wieder lang kurz notig"
                        + " erforderlich angeblich irgendwie irgendwo eigentlich definitiv bestimmt"
                        + " ganz zum vom von im auf fur und oder weil wie was wo wenn hier da dort"
                        + " incorrecta incorrecto correcta correcto valida invalida caducada"
                        + " caducado caduco mala buena vieja nueva antigua la el una un mi su tu"
                        + " muy demasiado siempre ya todavia aun bloqueada olvidada perdida misma"
                        + " distinta necesaria obligatoria que lo en de por para porque y o pero si"
                        + " cuando donde como esta este eso algo corta larga debil segura pas"
                        + " incorrecte correcte expire invalide valide faux bon mauvais oublie"
                        + " perdu bloque change toujours encore aussi le les une mon ma mes votre"
                        + " trop tres deja meme nouveau ancien vieux celui ce qui du des pour par"
                        + " parce et ou mais quand comme dans sur refuse accepte requis obligatoire"
                        + " necessaire enregistre nichts anders so quoi quel quelle tener ser hacer"
                        + " estar saber");

    /** A password does not continue after these words. */
    static final Set<String> ENDS =
            WordSet.of(
                    "and but because so when then or which that for if und aber weil dann oder denn"
                        + " y pero porque entonces et mais car puis with while mit con avec thanks"
                        + " thank danke gracias merci please bitte");

    /** Between the word and the password. */
    static final Set<String> EQUALS =
            WordSet.of(
                    "is was it's its equals reads says s lautet ist sind war heisst heißt es"
                            + " son era est sont c'est cest etait c'etait being");

    /** Words that may precede those. */
    static final Set<String> ASIDES =
            WordSet.of(
                    "for the my of on to our your wifi wi fi number would be fur mein meine das die"
                        + " den der vom zum von wlan del de la para el mi du le pour ma mon sur"
                        + " computer account app router email admin phone laptop portal that i use"
                        + " used entered typed que uso utilizo j'utilise utilise ich benutze"
                        + " verwende");

    /** Introduce the use or the owner of a password. */
    static final Set<String> LINKS =
            WordSet.of(
                    "for of on to at with from fur von vom zu zum zur bei beim im in des para de"
                            + " del con en pour du des d chez sur avec");

    /** Introduce a description of the password: "the password that came with the order is". */
    static final Set<String> RELATIVES =
            WordSet.of(
                    "that which i we you they under off printed der die das auf aus unter mit que"
                            + " qui enviada enviado asociada asociado vinculada dans depuis recu"
                            + " associe lie envoye");

    static final Set<String> ENGLISH =
            WordSet.of(
                    "password passwords passphrase passcode pass secret key token answer passwd pwd"
                            + " pw word");

    /**
     * Words between "is" and the password; after them a description of the password may follow
     * instead.
     */
    static final Set<String> NOW =
            WordSet.of(
                    "now still always actually originally previously probably wahrscheinlich"
                            + " probablemente probablement jetzt immer fruher nun noch"
                            + " ahora siempre antes maintenant toujours avant");

    /** Between the word and its new value. */
    static final Set<String> TO = WordSet.of("to auf en a por");

    static final Set<String> CHANGED =
            WordSet.of(
                    "change changed set reset update updated switched made geandert gesetzt andern"
                            + " cambie cambio cambiado cambiamos puse actualice modifique changer"
                            + " change mis remis modifie");

    static final Set<String> WOULD =
            WordSet.of(
                    "should must could would might may used ought has had will have deberia debe"
                            + " debia solia podria tendria ha habia devrait doit pourrait a avait"
                            + " aurait");
    static final Set<String> PERHAPS =
            WordSet.of("probably actually now still rather always maybe really just definitely");
    static final Set<String> BE = WordSet.of("be been ser sido etre ete");
    static final Set<String> WOULD_BE =
            WordSet.of("sollte musste konnte durfte ware wird wurde sera seria serait");

    /** Words that may follow a password that is the rest of a clause. */
    static final Set<String> AFTER =
            WordSet.of(
                    "and but because so when then or which that if though yesterday today last"
                            + " since recently ago before earlier already instead und aber weil"
                            + " dann oder gestern heute sein geandert gesetzt gewechselt umgestellt"
                            + " y pero porque entonces ayer hoy et mais car puis hier thanks please"
                            + " danke bitte gracias merci for mit con avec");

    /** A passphrase contains none of these words: they end it or rule it out. */
    private static final Set<String> OF_SENTENCES =
            WordSet.of(
                    "i he she they we you who whom me us him her them his their do does did done"
                        + " don don't will shall may might must can could would should am is are be"
                        + " has had have got get gets get works work worked say says said tells"
                        + " told keeps keep any some many much most least very quite rather almost"
                        + " though although while during within without between into onto over"
                        + " through around near each since last week weeks month months year years"
                        + " day days night morning yesterday today tomorrow hour hours minute"
                        + " minutes time times website computer browser login log sign account"
                        + " email name username birthday fingerprint characters character letters"
                        + " letter numbers number digits digit symbols symbol words word sentence"
                        + " phrase both either",
                    "ich du er sie wir man mich mir dir uns sich sagt sagen meint morgen tag tage"
                        + " tagen woche wochen monat monate jahr jahre nie oft bei nach aus bis"
                        + " uber unter gegen ohne durch diese dieser dieses jeder jede jedes alle"
                        + " viel viele mehr kann konnte muss musste soll sollte will wollte darf"
                        + " hat habe haben hatte wird wurde werden bin sind war waren geht gehen"
                        + " kommt sein dauernd laut trotzdem obwohl leider den dem des es ist seite"
                        + " konto zeichen buchstaben zahlen ziffern etwas gleiche gleichen selbe"
                        + " selben geburtstag namen mit",
                    "yo usted ella nosotros ellos me te se nos le les dice dicen desde ayer hoy"
                        + " manana dia dias semana mes ano anos nunca sin sobre entre hasta hacia"
                        + " segun cada todo todos toda todas muchos mas puede puedo debe tengo"
                        + " tiene hay he ha han es son fue ser estar estan era eran funciona entra"
                        + " va al del los las no ni letras numeros caracteres palabras despues"
                        + " antes intentos veces mismo nombre cumpleanos con cuenta pagina",
                    "je il elle nous vous ils elles on lui leur dit disent depuis hier demain jour"
                        + " jours semaine mois an ans fois sans sous entre vers chez selon chaque"
                        + " tout tous toute toutes beaucoup plus moins peut peux dois doit ai as"
                        + " avons avez ont est sont etait etre fonctionne marche dont ne n'est"
                        + " apres avant essais lettres chiffres caracteres mots chose nom"
                        + " anniversaire avec compte page au aux sur");

    /** Single words after "my password used to be" that describe it. */
    private static final Set<String> QUALITIES =
            WordSet.of(
                    "nice helpful useful useless great better best worse worst easy easier hard"
                        + " harder longer shorter stronger weaker different safer simple simpler"
                        + " complex unique random strange stolen broken hidden written default"
                        + " factory expire continue login access proceed unlock english german"
                        + " french spanish another somewhere anything anyone whatever private"
                        + " optional mandatory numeric public english enabled disabled accurate"
                        + " match comply fit improve avoid impossible possible similar identical"
                        + " perfect normal",
                    "langer kurzer starker schwacher anders einfach einfacher komplex besser"
                            + " leichter schwerer sicherer egal hinfallig falschen deutsch englisch"
                            + " nummer",
                    "fuerte debil facil dificil larga corta unica diferente activa inutil mejor"
                        + " peor espanol ingles fort faible facile difficile unique different"
                        + " complique actif inutile meilleur pire francais anglais ligne expires"
                        + " expiree valable");

    private static final List<String> ENDINGS_OF_STATES =
            List.of("ed", "ing", "able", "ible", "ful", "iert", "bar");

    private static final int FEWEST_OF_PHRASE = 4;
    private static final int MOST_OF_PHRASE = 8;
    private static final int SHORTEST_OF_PHRASE = 3;
    private static final int SHORTEST_ALONE = 5;

    private PasswordWords() {}

    /** Whether consecutive words are a passphrase, such as "horse battery staple". */
    static boolean arePhrase(List<String> words) {
        if (words.size() < FEWEST_OF_PHRASE || words.size() > MOST_OF_PHRASE) {
            return false;
        }
        int doubtful = 0;
        for (String word : words) {
            if (!mayBeOfPhrase(word)) {
                return false;
            }
            doubtful += NO_PASSWORDS.contains(word) || QUALITIES.contains(word) ? 1 : 0;
        }
        return doubtful <= 1;
    }

    private static boolean mayBeOfPhrase(String word) {
        return word.length() >= SHORTEST_OF_PHRASE
                && word.chars().allMatch(Character::isLetter)
                && !OF_SENTENCES.contains(word)
                && !ENDS.contains(word);
    }

    /** Whether words may be a password that only the surrounding words indicate. */
    static boolean mayBeUsed(List<String> words) {
        return arePhrase(words)
                || words.size() < FEWEST_OF_PHRASE
                        && words.stream()
                                .allMatch(
                                        word ->
                                                mayBeOfPhrase(word)
                                                        && !NO_PASSWORDS.contains(word)
                                                        && !QUALITIES.contains(word));
    }

    /**
     * Whether a word at the end of a clause may be a password: "my password used to be bluebird".
     */
    static boolean mayBeAlone(String word) {
        return word.length() >= SHORTEST_ALONE
                && mayBeUsed(List.of(word))
                && ENDINGS_OF_STATES.stream().noneMatch(word::endsWith)
                && !isGermanParticiple(word);
    }

    private static boolean isGermanParticiple(String word) {
        return (word.startsWith("ge") || word.startsWith("ver") || word.contains("ge"))
                && (word.endsWith("t") || word.endsWith("en"));
    }
}
