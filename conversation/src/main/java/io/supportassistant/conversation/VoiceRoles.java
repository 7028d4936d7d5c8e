package io.supportassistant.conversation;

import io.supportassistant.events.Speaker;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Learns who is the agent among the voices that a recogniser told apart in one channel without
 * knowing whose they are. What is said decides: agents greet, ask and offer help; customers say
 * what they have, want and cannot do. Where that says nothing, the voice that speaks first is the
 * agent's, who picks up the call. With one voice nothing is learned.
 */
final class VoiceRoles {

    private static final String VOICE = "voice:";

    private static final Pattern OF_AGENTS =
            Pattern.compile(
                    "\\b(?:thank(?:s| you) for (?:calling|holding|waiting|your patience)|(?:how"
                        + " )?(?:can|may) i (?:help|assist|have|ask|get"
                        + " your)|(?:what|which|when|where|could you|can you|would you|do you|did"
                        + " you|have you|are you able)\\b.{0,80}\\byou(?:r)?\\b|let me"
                        + " (?:check|look|see|pull)|i(?:'ll| will)"
                        + " (?:check|send|transfer|look)|anything else|my name is"
                        + " .{1,30}(?:from|with)|i can help|for you\\b|happy to help|what"
                        + " (?:does|is) it|bear with me|sorry to hear|wie kann ich|was kann"
                        + " ich|guten tag|en qu[e\u00e9] puedo ayudar|comment puis-je|gracias por"
                        + " llamar|merci d'avoir)");

    private static final Pattern OF_CUSTOMERS =
            Pattern.compile(
                    "\\b(?:i (?:can't|cannot|can not|couldn't|get|got|keep getting|have"
                        + " a|need|want|bought|ordered|was charged|am getting|am"
                        + " trying|tried|forgot|lost)|i'm (?:getting|trying|calling)|i'd like|it"
                        + " (?:says|shows|doesn't|won't|keeps|stopped)|my"
                        + " (?:order|account|phone|app|card|bill|password|internet|refund|package)|error"
                        + " \\w*\\d|doesn't work|not working|ich"
                        + " (?:habe|kann|brauche|bekomme)|mein(?:e)? |no puedo|tengo un|je ne"
                        + " peux|j'ai )");

    private static final int CLEAR = 3;

    private VoiceRoles() {}

    static boolean isVoice(String track) {
        return track != null && track.contains(VOICE);
    }

    /**
     * The voices of one stretch of the recogniser; in another they are others.
     *
     * @param turns in the order in which they were said
     * @param track of a voice of the stretch
     * @param known what was learned before, which stands where the turns say nothing
     * @return the speakers by track; empty while it is open
     */
    static Map<String, Speaker> learned(
            List<Turn> turns, String track, Map<String, Speaker> known) {
        String stretch = stretch(track);
        Map<String, Integer> voices = new LinkedHashMap<>();
        int telling = 0;
        String first = null;
        for (Turn turn : turns) {
            if (isVoice(turn.track())) {
                String of = stretch(turn.track());
                first = first == null ? of : first;
                if (of.equals(stretch)) {
                    int score = score(turn.text());
                    voices.merge(turn.track(), score, Integer::sum);
                    telling += Math.abs(score);
                }
            }
        }
        boolean areKnown = voices.keySet().stream().anyMatch(known::containsKey);
        if (!areKnown) {
            return roles(voices, stretch.equals(first));
        }
        return isClear(voices, telling) ? roles(voices, false) : joining(voices.keySet(), known);
    }

    /** Who comes later is no agent until much speaks for it. */
    private static Map<String, Speaker> joining(Set<String> voices, Map<String, Speaker> known) {
        Map<String, Speaker> roles = new HashMap<>();
        for (String voice : voices) {
            if (!known.containsKey(voice)) {
                roles.put(voice, Speaker.CUSTOMER);
            }
        }
        return roles;
    }

    /**
     * Who is known stays who it is until much speaks against it, and more than for it: all that was
     * said is looked at anew each time.
     *
     * @param telling how many turns say something of who speaks
     */
    private static boolean isClear(Map<String, Integer> voices, int telling) {
        List<Integer> scores = voices.values().stream().sorted(Comparator.reverseOrder()).toList();
        return scores.size() > 1 && scores.get(0) - scores.get(1) >= Math.max(CLEAR, telling / 2);
    }

    private static String stretch(String track) {
        return track.substring(0, track.lastIndexOf(VOICE));
    }

    /**
     * @param firstPicksUp not after a reconnection, when the first to speak may be anybody
     */
    private static Map<String, Speaker> roles(Map<String, Integer> voices, boolean firstPicksUp) {
        if (voices.size() < 2) {
            return Map.of();
        }
        String agent = null;
        int best = Integer.MIN_VALUE;
        boolean isTie = false;
        for (Map.Entry<String, Integer> voice : voices.entrySet()) {
            isTie = voice.getValue() == best || isTie && voice.getValue() < best;
            if (voice.getValue() > best) {
                agent = voice.getKey();
                best = voice.getValue();
            }
        }
        if (isTie && !firstPicksUp) {
            return Map.of();
        }
        Map<String, Speaker> roles = new HashMap<>();
        for (String voice : voices.keySet()) {
            roles.put(voice, voice.equals(agent) ? Speaker.AGENT : Speaker.CUSTOMER);
        }
        return roles;
    }

    private static int score(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        int agents = (int) OF_AGENTS.matcher(lower).results().count();
        int customers = (int) OF_CUSTOMERS.matcher(lower).results().count();
        return Integer.signum(agents - customers);
    }
}
