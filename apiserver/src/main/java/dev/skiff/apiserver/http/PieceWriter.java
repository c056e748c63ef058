package dev.skiff.apiserver.http;

import dev.skiff.api.request.ApiResponse;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.util.IteratingCallback;

/// Writes an answer piece by piece: the next is made when the one before is through, so a slow
/// client keeps no more than a piece in memory, and no thread.
final class PieceWriter extends IteratingCallback {
    private static final int SENT_BYTES = 64 * 1024;

    private final ApiResponse.Pieces pieces;
    private final Exchange exchange;
    private final OutputBuffer out = new OutputBuffer(2 * SENT_BYTES);
    private final Optional<Gzip> gzip;
    private boolean isLast;

    private record Gzip(OutputBuffer piece, FastGzip compressed) {}

    private PieceWriter(ApiResponse.Pieces pieces, Exchange exchange, boolean isCompressed)
            throws IOException {
        this.pieces = pieces;
        this.exchange = exchange;
        this.gzip =
                isCompressed
                        ? Optional.of(new Gzip(new OutputBuffer(2 * SENT_BYTES), new FastGzip(out)))
                        : Optional.empty();
    }

    static void start(ApiResponse.Pieces pieces, Exchange exchange, boolean isCompressed)
            throws IOException {
        new PieceWriter(pieces, exchange, isCompressed).iterate();
    }

    @Override
    protected Action process() throws IOException {
        if (isLast) {
            return Action.SUCCEEDED;
        }
        while (!isLast && out.size() < SENT_BYTES) {
            writePiece();
        }
        exchange.response().write(isLast, out.content(), this);
        return Action.SCHEDULED;
    }

    @Override
    protected void onSuccess() {
        out.reset();
    }

    private void writePiece() throws IOException {
        OutputBuffer target = gzip.map(Gzip::piece).orElse(out);
        if (gzip.isPresent()) {
            target.reset();
        }
        pieces.writeNext(target);
        isLast = pieces.isEnded();
        if (gzip.isPresent()) {
            target.writeTo(gzip.get().compressed());
            if (isLast) {
                gzip.get().compressed().close();
            }
        }
    }

    @Override
    protected void onCompleteSuccess() {
        exchange.callback().succeeded();
    }

    @Override
    protected void onCompleteFailure(Throwable cause) {
        gzip.ifPresent(broken -> broken.compressed().discard());
        exchange.callback().failed(cause);
    }
}
