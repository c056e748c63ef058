package dev.skiff.client;

import dev.skiff.api.codec.Json;
import dev.skiff.api.request.ApiResponse;
import dev.skiff.api.status.Status;
import java.io.IOException;

/// Reads the Status in a failed answer. A proxy in between may answer without one.
final class Statuses {
    private Statuses() {}

    static Status of(ApiResponse.Full answer) {
        try {
            Status status = Status.ofTree(Json.mapper().readTree(answer.body()));
            return status.code() == 0 ? withoutWords(answer.status()) : status;
        } catch (IOException e) {
            return withoutWords(answer.status());
        }
    }

    private static Status withoutWords(int code) {
        return Status.failure(code, "", "no Status in the answer");
    }
}
