package io.supportassistant.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TranscriptTracksTest {

    @Test
    void shouldPreferTheSpeakerOfATrackToThatOfAllTracksOfTheName() {
        Map<String, Speaker> announced =
                Map.of("inbound_track", Speaker.AGENT, "GT1:inbound_track", Speaker.CUSTOMER);

        assertThat(TranscriptTracks.speaker(announced, "GT1:inbound_track"))
                .isEqualTo(Speaker.CUSTOMER);
        assertThat(TranscriptTracks.speaker(announced, "GT2:inbound_track"))
                .isEqualTo(Speaker.AGENT);
        assertThat(TranscriptTracks.speaker(announced, "GT2:outbound_track")).isNull();
        assertThat(TranscriptTracks.speaker(announced, null)).isNull();
    }
}
