package io.supportassistant.local.bench;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Says each sentence in another way every time, so that no text is sent twice and no cache of texts
 * or embeddings helps: real callers do not repeat each other either. What the sentence is about
 * stays.
 */
final class VariedSentences {

    private static final String[] OPENERS = {
        "well",
        "so",
        "okay so",
        "right",
        "um",
        "yeah so",
        "look",
        "I mean",
        "honestly",
        "the thing is",
        "as I said",
        "you know",
        "listen",
        "to be honest",
        "basically",
        "what happens is",
        "again",
        "now",
        "see",
        "like I told my sister"
    };

    private static final String[] CLOSERS = {
        "my neighbour in %s said so too", "at least here in %s", "it was fine when we lived in %s",
        "my brother from %s says the same", "we are near %s by the way",
                "since I came back from %s",
        "my cousin in %s had that once", "I drove over from %s for it",
                "nobody in %s could tell me",
        "that is how it is in %s"
    };

    private static final String[] FIRST = {
        "Ald", "Bram", "Cold", "Dun", "Elm", "Fair", "Gren", "Hol", "Ing", "Kes", "Lang", "Mar",
        "Nor", "Oak", "Pen", "Ros", "Stan", "Thorn", "Up", "Wes"
    };

    private static final String[] LAST = {
        "brook", "bury", "combe", "dale", "field", "ford", "gate", "ham", "hurst", "ley", "mere",
        "minster", "port", "ridge", "stead", "stock", "ton", "wick", "wood", "worth"
    };

    private final AtomicLong next;

    /**
     * @param from where to begin; processes that send to the same system begin at different places
     */
    VariedSentences(long from) {
        next = new AtomicLong(from);
    }

    String another(String sentence) {
        long number = next.getAndIncrement();
        String opener = OPENERS[(int) (number % OPENERS.length)];
        long rest = number / OPENERS.length;
        String closer = CLOSERS[(int) (rest % CLOSERS.length)];
        rest /= CLOSERS.length;
        StringBuilder town = new StringBuilder(FIRST[(int) (rest % FIRST.length)]);
        rest /= FIRST.length;
        town.append(LAST[(int) (rest % LAST.length)]);
        while (rest >= LAST.length) {
            rest /= LAST.length;
            town.append(LAST[(int) (rest % LAST.length)]);
        }
        return opener + " " + sentence + ", " + closer.formatted(town);
    }
}
