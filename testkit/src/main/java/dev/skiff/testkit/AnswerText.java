package dev.skiff.testkit;

import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.request.ByteStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// What an answer says, read to its end.
public final class AnswerText {
    private AnswerText() {}

    /// @throws IllegalStateException if it is a watch, which may have no end
    public static String of(ApiResponse answer) {
        return switch (answer) {
            case ApiResponse.Full full -> new String(full.body(), StandardCharsets.UTF_8);
            case ApiResponse.InPieces pieces -> of(pieces.whole());
            case ApiResponse.Streaming streaming -> readAll(streaming.stream());
            case ApiResponse.Watch _ -> throw new IllegalStateException("a watch");
        };
    }

    private static String readAll(ByteStream bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (bytes) {
            bytes.copyTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
