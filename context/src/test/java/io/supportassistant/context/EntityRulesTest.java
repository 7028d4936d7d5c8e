package io.supportassistant.context;

import static io.supportassistant.conversation.SampleCall.ERROR_401;
import static io.supportassistant.conversation.SampleCall.errorCode;
import static io.supportassistant.conversation.SampleCall.product;
import static io.supportassistant.conversation.SampleCall.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.events.DetectedEntity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityRulesTest {

    private static final Language ENGLISH = Language.english();
    private static final EntityRules RULES = EntityRules.standard(ENGLISH);

    @TempDir Path folder;

    @Test
    void shouldFindErrorProductAndVersion() {
        assertThat(RULES.find(ERROR_401))
                .containsExactly(errorCode("401"), product("mobile app"), version("2.5"));
    }

    @Test
    void shouldFindSpelledOutEntities() {
        assertThat(
                        RULES.find(
                                "error four oh one in the mobile app version two point five point"
                                        + " one"))
                .containsExactly(errorCode("401"), product("mobile app"), version("2.5.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "it says error 401, 401",
        "the error code is 503, 503",
        "error message: e45, E45",
        "a 401 error, 401",
        "status 404, 404",
        "the screen shows E27, E27",
        "the screen shows E twenty seven, E27",
        "it says f-12 now, F-12",
        "stop code 0x0000007b, 0X0000007B"
    })
    void shouldFindErrorCodes(String text, String code) {
        assertThat(RULES.findTelling(text)).containsExactly(errorCode(code));
    }

    @ParameterizedTest
    @CsvSource({
        "I get HTTP 502 from it, 502",
        "it throws a NullPointerException, NullPointerException",
        "a TypeError in the log, TypeError",
        "ECONNREFUSED when it starts, ECONNREFUSED",
        "it ends with ORA-00942, ORA-00942"
    })
    void shouldFindErrorsOfSoftware(String text, String name) {
        assertThat(RULES.findTelling(text)).contains(errorCode(name));
    }

    @ParameterizedTest
    @CsvSource({
        "I opened invoice.pdf, file_name, invoice.pdf",
        "it is in C:\\Temp\\log.txt, file_name, C:\\Temp\\log.txt",
        "I went to shop.example.com, website, shop.example.com",
        "it hangs in Chrome, product_name, Chrome",
        "i use firefox for that, product_name, firefox",
        "I am on Ubuntu 22.04, operating_system, Ubuntu",
        "the button is grey, ui_element, button",
        "my printer is off, device, printer"
    })
    void shouldFindEntitiesOfSoftware(String text, String type, String value) {
        assertThat(RULES.find(text)).contains(new DetectedEntity(type, value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the parcel with my jacket arrived damaged",
                "a visit for 3 rooms at 15:25",
                "I live in 83 Bramble Road",
                "they took 64.35 pounds twice",
                "my name is Walter Higgins",
                "okay, thank you, good morning"
            })
    void shouldFindNothingSpecificInEverydaySpeech(String text) {
        assertThat(RULES.findTelling(text)).isEmpty();
    }

    @Test
    void shouldNotTreatCommonThingsAsSpecific() {
        String text = "the button on the screen of my tablet";

        assertThat(RULES.find(text)).hasSizeGreaterThan(1);
        assertThat(RULES.findTelling(text)).isEmpty();
    }

    @Test
    void shouldIgnoreTheCaseOfNames() {
        assertThat(RULES.find("I use Chrome, only chrome")).containsExactly(product("Chrome"));
    }

    @ParameterizedTest
    @CsvSource({
        "version 2.5, 2.5",
        "on release 7 now, 7",
        "it is v2.5.1, 2.5.1",
        "firmware 3.10, 3.10",
        "I installed 2.5.1 yesterday, 2.5.1",
        "I installed 2.5.1., 2.5.1",
        "it is version 2.5., 2.5",
        "it is 2.5.1; is that old?, 2.5.1"
    })
    void shouldFindVersions(String text, String version) {
        assertThat(RULES.find(text)).containsExactly(version(version));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it costs $2.50 a month",
                "I paid 9.99 for it",
                "they took \u20ac12.99 twice",
                "since 12.10.2026 it is gone",
                "on 10/12/2026",
                "on 2026-10-12",
                "the address 192.168.1.1",
                "at 10.30 this morning"
            })
    void shouldNotTreatPricesDatesAndAddressesAsVersions(String text) {
        assertThat(RULES.find(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "the mobile apps, mobile app",
        "both Indoor Cams, indoor cam",
        "two garden cameras, outdoor cam",
        "my thermostats, thermostat"
    })
    void shouldFindThePlural(String text, String product) {
        assertThat(RULES.find(text)).containsExactly(product(product));
    }

    @ParameterizedTest
    @CsvSource({
        "the indoor cam, indoor cam",
        "the indoor camera, indoor cam",
        "the indoor-cam, indoor cam",
        "a video doorbell, doorbell",
        "a smart plug, smart plug",
        "the iphone app, mobile app"
    })
    void shouldPreferTheLongestName(String text, String product) {
        assertThat(RULES.find(text)).containsExactly(product(product));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a hubcap", "the planet", "unplugged", "scamera", "airplane"})
    void shouldMatchWholeWordsOnly(String text) {
        assertThat(RULES.find(text)).isEmpty();
    }

    @Test
    void shouldListEachEntityOnceInTheOrderNamed() {
        assertThat(RULES.find("the hub, error 408, the camera, and the hub again, error 408"))
                .containsExactly(product("hub"), errorCode("408"), product("camera"));
    }

    @Test
    void shouldFindOrderNumbers() {
        assertThat(RULES.find("my order number is aw-10023"))
                .containsExactly(new DetectedEntity("order_number", "AW-10023"));
    }

    @Test
    void shouldFindNothingInBlankText() {
        assertThat(RULES.find("")).isEmpty();
        assertThat(RULES.find("  ")).isEmpty();
    }

    @Property(tries = 500)
    void shouldNeverFail(@ForAll String text) {
        assertThat(RULES.find(text)).doesNotContainNull();
    }

    @Test
    void shouldAcceptAWordRepeatedVeryOften() {
        assertThat(RULES.find("error " + "code ".repeat(20_000) + "401"))
                .containsExactly(errorCode("401"));
        assertThat(RULES.find("order " + "number ".repeat(20_000) + "done")).isEmpty();
    }

    // ---- the operator's own rules

    @Test
    void shouldUseAnOperatorsOwnRules() throws IOException {
        EntityRules own =
                EntityRules.from(
                        rules(
                                """
                                entities:
                                  - type: policy
                                    issue: 0.5
                                    upper: true
                                    patterns: ['\\b(p-\\d+)\\b']
                                  - type: product_name
                                    issue: 0.2
                                    values:
                                      home cover: [house insurance]
                                """),
                        ENGLISH);
        DetectedEntity policy = new DetectedEntity("policy", "P-77");

        assertThat(own.find("policy p-77 of my house insurance, error 401"))
                .containsExactly(policy, product("home cover"));
        assertThat(own.issueWeight(policy)).isEqualTo(0.5);
        assertThat(own.issueWeight(errorCode("401"))).isZero();
    }

    @Test
    void shouldUseTheTaggerForLearnedTypesOfAnOperatorsRules() throws IOException {
        EntityRules own =
                EntityRules.from(
                        rules("entities: [{type: product_name, issue: 0.5, learned: true}]"),
                        ENGLISH);

        assertThat(own.find("the button in Firefox does nothing"))
                .containsExactly(product("Firefox"));
    }

    @Test
    void shouldPreferTheLongestNameInAnyOrder() throws IOException {
        EntityRules own =
                EntityRules.from(
                        rules(
                                "entities: [{type: product_name, values: {cam: [], indoor cam: [],"
                                        + " outdoor cam: [], indoor: []}}]"),
                        ENGLISH);

        assertThat(own.find("the indoor cam")).containsExactly(product("indoor cam"));
        assertThat(own.find("the outdoor cam")).containsExactly(product("outdoor cam"));
    }

    @Test
    void shouldReportTheWholeMatchOfAPatternWithoutGroup() throws IOException {
        EntityRules own =
                EntityRules.from(
                        rules("entities: [{type: policy, patterns: ['p-[0-9]+']}]"), ENGLISH);

        assertThat(own.find("it is P-77")).containsExactly(new DetectedEntity("policy", "P-77"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "entities: 3",
                "entities:",
                "something: [else]",
                "entities: [{type: a, pattern: ['misspelt']}]",
                "entities: [{type: a, patterns: ['(unclosed']}]",
                "entities: [{type: a}, {type: a}]",
                "entities: [",
            })
    void shouldNameTheFileThatCannotBeUsed(String yaml) throws IOException {
        Path file = rules(yaml);

        assertThatThrownBy(() -> EntityRules.from(file, ENGLISH))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void shouldNameTheFileThatIsMissing() {
        Path file = folder.resolve("nowhere.yaml");

        assertThatThrownBy(() -> EntityRules.from(file, ENGLISH))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void shouldWeighTheTypesOfTheStandardRules() {
        List<DetectedEntity> weighty = RULES.find("error 401 in my mobile app");

        assertThat(weighty).extracting(RULES::issueWeight).containsExactly(0.9, 0.3);
    }

    private Path rules(String yaml) throws IOException {
        return Files.writeString(folder.resolve("rules.yaml"), yaml);
    }
}
