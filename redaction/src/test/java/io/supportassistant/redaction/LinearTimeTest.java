package io.supportassistant.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.personaldata.PersonalData;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Twice the text takes about twice the time, whatever it contains. */
@Tag("slow")
@net.jqwik.api.Tag("slow")
class LinearTimeTest {

    private static final Redactor ALL =
            new Redactor(EnumSet.allOf(PersonalData.class), List.of("US", "DE"));

    private static final List<String> FRAGMENTS =
            List.of(
                    "a@b.co;",
                    "a.b@",
                    "@@",
                    "at ",
                    "at b.co ",
                    "x at b dot com ",
                    "dot ",
                    ". - ",
                    "password is ",
                    "password, a1 ",
                    "my pin is ",
                    "pin is 123 ",
                    "secret key ",
                    "4111 1111 1111 1111 ",
                    "4",
                    "4 ",
                    "1 1 a ",
                    "12345678 a ",
                    "a4155550142",
                    "415 555 0142, ",
                    "+1",
                    "+a1",
                    "eyJ",
                    "-eyJ",
                    "eyJaaaaaaaa.",
                    "sk-",
                    "bearer ",
                    "de89 3704 ",
                    "d e 8 9 ",
                    "born on ",
                    "ne le 1",
                    "quatre-",
                    "dix ",
                    "double ",
                    "soixante et ",
                    "oh ",
                    "card number is ",
                    "card number is 4111 1111 x ",
                    "account number 123456 ",
                    "passport a1b2c3d4e5f6 ",
                    "ab 12 34 56 c ",
                    "0 7 8 - 0 5 - ",
                    "7c1f0a52-1111-4222-8333-944455561234 ",
                    "7c1f0a52-1111-",
                    "e-mail is x at b.com ",
                    "y 1 ",
                    "11.",
                    "\u0660",
                    "\u0301",
                    "a\u0301",
                    "\u064e",
                    "\u0130",
                    "\u0130 ",
                    "pin \u0301 4",
                    "\u200b",
                    "\n",
                    "pin 123 order ",
                    "code 482913 sms card back ",
                    "password blue cat 9 ",
                    "password Blue-Cat-9 ",
                    "passport a 1 b 2 ",
                    "passwort ",
                    "password changed it to ",
                    "clave ",
                    "changed it to aaaaa my password ",
                    "use blue as my password ",
                    "as my as my password ",
                    "password from a1234 to ",
                    "the code they texted me 4829 ",
                    "code sent ",
                    "account 123456 ",
                    "account is the ",
                    "mille cent ",
                    "1 thousand ",
                    "1 hundred and ",
                    "account number 123456 , é,, é",
                    "my pin is 123456 then 1234567, ",
                    "passport 1 2 3 , ",
                    "passport c as in charlie 4 ",
                    "guitar with a capital g ",
                    "date of birth 3 may 1971 ",
                    "born ne 3 4 5 ",
                    "bank 12345678 iban ",
                    "tausendhundert",
                    "tausendhundert ");

    private static final int HALF = 20_000;
    private static final int MEASUREMENTS = 4;
    private static final int ATTEMPTS = 4;

    /** Between 2, for linear work, and 4. */
    private static final double MOST = 3.2;

    /** Shorter times depend more on the clock and the compiler than on the work. */
    private static final long LEAST_NANOS = 8_000_000;

    /** A quarter of the largest message, and a quarter of the time that it may take. */
    private static final int LARGE = 160 * 1024;

    private static final Duration LONGEST = Duration.ofMillis(2_500);

    @Provide
    Arbitrary<List<String>> fragments() {
        Arbitrary<String> wild =
                Arbitraries.strings()
                        .withChars("a1 @.-+:,'4\n\u00e9\u0301\u0130")
                        .ofMinLength(1)
                        .ofMaxLength(8);
        return Arbitraries.oneOf(Arbitraries.of(FRAGMENTS), wild).list().ofMinSize(1).ofMaxSize(3);
    }

    @Property(tries = 60)
    void shouldTakeLinearTime(@ForAll("fragments") List<String> fragments) {
        String once = text(String.join("", fragments), HALF);
        String twice = text(String.join("", fragments), 2 * HALF);
        double least = Double.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && least > MOST; i++) {
            long nanos = cpuNanos(twice);
            least = nanos < LEAST_NANOS ? 1 : Math.min(least, (double) nanos / cpuNanos(once));
        }

        assertThat(least).as("times as long for twice %s", fragments).isLessThan(MOST);
    }

    @ParameterizedTest
    @MethodSource("fragmentsAlone")
    void shouldRedactALargeMessageInTime(String fragment) {
        long begun = cpuNanos();

        ALL.redact(text(fragment, LARGE));

        assertThat(Duration.ofNanos(cpuNanos() - begun)).isLessThan(LONGEST);
    }

    static List<String> fragmentsAlone() {
        return FRAGMENTS;
    }

    private static String text(String fragment, int length) {
        return fragment.repeat(length / fragment.length() + 1).substring(0, length);
    }

    /**
     * The minimum of several runs, in CPU time of this thread, so that other load does not count.
     */
    private static long cpuNanos(String text) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < MEASUREMENTS; i++) {
            long begun = cpuNanos();
            ALL.redact(text);
            least = Math.min(least, cpuNanos() - begun);
        }
        return Math.max(1, least);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
