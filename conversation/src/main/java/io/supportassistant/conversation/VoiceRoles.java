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
 * Finds the agent among the voices that a recogniser distinguishes in one channel but does not
 * assign to speakers. The text decides: agents greet, ask and offer help; customers say what they
 * have, want and cannot do. If the text does not decide, the first voice is the agent, who picks up
 * the call. With a single voice nothing is found.
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
     * The speakers of the voices in one stretch of the recogniser. Each stretch has its own voices.
     *
     * @param turns in the order they were said
     * @param track of a voice of the stretch
     * @param known the speakers found before; they stay where the turns do not decide
     * @return the speakers by track; empty while undecided
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

    /** A voice that joins later is a customer until there is clear evidence for an agent. */
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
     * Whether the text is clear enough to replace the known speakers. The difference must be large,
     * also compared with the number of telling turns; each call scores all turns again.
     *
     * @param telling number of turns that say something about their speaker
     */
    private static boolean isClear(Map<String, Integer> voices, int telling) {
        List<Integer> scores = voices.values().stream().sorted(Comparator.reverseOrder()).toList();
        return scores.size() > 1 && scores.get(0) - scores.get(1) >= Math.max(CLEAR, telling / 2);
    }

    private static String stretch(String track) {
        return track.substring(0, track.lastIndexOf(VOICE));
    }

    /**
     * @param firstPicksUp false after a reconnection, when any speaker may be the first
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
