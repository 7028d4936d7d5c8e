package io.supportassistant.flink;

import io.supportassistant.events.EventCodec;
import io.supportassistant.events.SessionEvent;
import java.io.IOException;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The type of session events between operators. The operators of a call are chained, see {@link
 * SessionKey}; events are serialized, as JSON, only on the way to a sink. Never used for state.
 */
public final class SessionEventType extends TypeInformation<SessionEvent> {

    public static final SessionEventType INSTANCE = new SessionEventType();

    @Override
    public TypeSerializer<SessionEvent> createSerializer(SerializerConfig config) {
        return Serializer.INSTANCE;
    }

    public TypeSerializer<SessionEvent> createSerializer(ExecutionConfig config) {
        return Serializer.INSTANCE;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<SessionEvent> getTypeClass() {
        return SessionEvent.class;
    }

    @Override
    public boolean isKeyType() {
        return false;
    }

    @Override
    public String toString() {
        return "SessionEvent";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SessionEventType;
    }

    @Override
    public int hashCode() {
        return SessionEventType.class.hashCode();
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof SessionEventType;
    }

    /** Public because Flink restores it by its class name. */
    public static final class Serializer extends TypeSerializerSingleton<SessionEvent> {

        static final Serializer INSTANCE = new Serializer();

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public SessionEvent createInstance() {
            return null;
        }

        @Override
        public SessionEvent copy(SessionEvent from) {
            return from;
        }

        @Override
        public SessionEvent copy(SessionEvent from, SessionEvent reuse) {
            return from;
        }

        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public void serialize(SessionEvent event, DataOutputView target) throws IOException {
            byte[] bytes = EventCodec.encode(event);
            target.writeInt(bytes.length);
            target.write(bytes);
        }

        @Override
        public SessionEvent deserialize(DataInputView source) throws IOException {
            byte[] bytes = new byte[source.readInt()];
            source.readFully(bytes);
            return EventCodec.decode(bytes, SessionEvent.class);
        }

        @Override
        public SessionEvent deserialize(SessionEvent reuse, DataInputView source)
                throws IOException {
            return deserialize(source);
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            byte[] bytes = new byte[source.readInt()];
            source.readFully(bytes);
            target.writeInt(bytes.length);
            target.write(bytes);
        }

        @Override
        public TypeSerializerSnapshot<SessionEvent> snapshotConfiguration() {
            return new Snapshot();
        }

        /** Public with a public constructor because Flink creates it by reflection. */
        public static final class Snapshot extends SimpleTypeSerializerSnapshot<SessionEvent> {

            public Snapshot() {
                super(() -> INSTANCE);
            }
        }
    }
}
