package dev.skiff.client;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;

/// Times with six digits of a second, as leases carry them.
final class MicroTimes {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSX");

    private MicroTimes() {}

    static SimpleModule module() {
        return new SimpleModule("micro-times")
                .addSerializer(new Writer())
                .addDeserializer(ZonedDateTime.class, new Reader());
    }

    private static final class Writer extends StdSerializer<ZonedDateTime> {
        private static final long serialVersionUID = 1;

        Writer() {
            super(ZonedDateTime.class);
        }

        @Override
        public void serialize(ZonedDateTime time, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeString(FORMAT.format(time.withZoneSameInstant(ZoneOffset.UTC)));
        }
    }

    private static final class Reader extends StdDeserializer<ZonedDateTime> {
        private static final long serialVersionUID = 1;

        Reader() {
            super(ZonedDateTime.class);
        }

        @Override
        public ZonedDateTime deserialize(JsonParser in, DeserializationContext context)
                throws IOException {
            String text = in.getText();
            try {
                return ZonedDateTime.parse(text);
            } catch (DateTimeParseException e) {
                throw context.weirdStringException(text, ZonedDateTime.class, "not a time");
            }
        }
    }
}
