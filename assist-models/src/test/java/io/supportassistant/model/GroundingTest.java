package io.supportassistant.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.context.Language;
import io.supportassistant.knowledge.EnglishText;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroundingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I get error 401 when I log in to the app | Customer gets error 401 on app login",
                "I get error four oh one on the app | The app shows error 401",
                "it says 4 0 1 and my app closes | The app closes with 401",
                "since version two point five it is slow | Slow since version 2.5",
                "twenty five devices are offline | Offline: 25 devices",
                "25 devices are offline | Twenty five devices are offline",
                "two of my cameras are offline | 2 cameras are offline",
                "I paid 1,200 dollars twice | Customer paid 1200 dollars twice",
                "the wifi in my house is slow | Wi-Fi is slow in the house",
                "the wi-fi in my house is slow | WiFi is slow in the house",
                "my v p n drops every hour | VPN drops every hour",
                "my iphone keeps logging me out | The customer's iPhone logs the customer out",
                "netflix keeps buffering since monday | Netflix has been buffering since Monday",
                "I can't cancel my subscription | Customer is unable to cancel a subscription",
                "the light of the router blinks red | One light of the router is blinking red",
                "mein Router blinkt rot | Der Router blinkt rot",
                "मेरा राउटर धीमा है | राउटर धीमा है",
            })
    void shouldAcceptAStatementInOtherWords(String said, String statement) {
        assertThat(in(said).faultOfStatement(statement)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I get error 401 in the app | Error 403 in the app | FOREIGN_NUMBER",
                "I get error 401 in the app | Error 40 in the app | FOREIGN_NUMBER",
                "it is slow since version 2.5 | Slow since version 2.5.1 | FOREIGN_NUMBER",
                "it is slow since version 25 | Slow since version 2.5 | FOREIGN_NUMBER",
                "my devices are offline | Three devices are offline | FOREIGN_NUMBER",
                "my video keeps buffering | Netflix keeps buffering | FOREIGN_NAME",
                "my video keeps buffering | The video on Netflix keeps buffering | FOREIGN_NAME",
                "my phone keeps buffering | My iPhone keeps buffering | FOREIGN_NAME",
                "hello, can you hear me | my problem is solved | FOREIGN_WORDS",
                "it does not work | The customer wants a refund | FOREIGN_WORDS",
                "my router is slow | A parcel was delivered to the wrong house | FOREIGN_WORDS",
            })
    void shouldRejectAStatementThatWasNotSaid(
            String said, String statement, Grounding.Fault fault) {
        assertThat(in(said).faultOfStatement(statement)).contains(fault);
    }

    private static Grounding in(String said) {
        return new Grounding(
                List.of("Hello, this is support.", said), Language.english(), new EnglishText());
    }
}
