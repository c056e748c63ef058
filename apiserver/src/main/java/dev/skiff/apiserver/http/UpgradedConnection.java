package dev.skiff.apiserver.http;

import dev.skiff.api.request.UserInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.AbstractConnection;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.FutureCallback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A connection that has left HTTP, as blocking streams for a virtual thread.
final class UpgradedConnection extends AbstractConnection
        implements Connection.UpgradeTo, UpgradePoint.Duplex, OpenAnswers.OpenAnswer {
    private static final Logger log = LoggerFactory.getLogger(UpgradedConnection.class);
    private static final Duration SILENCE = Duration.ofSeconds(20);
    private static final int BUFFER_BYTES = 16 * 1024;

    private final UpgradePoint point;
    private final UserInfo user;
    private final OpenAnswers open;
    private final ByteBuffer filled = BufferUtil.allocate(BUFFER_BYTES);

    UpgradedConnection(
            EndPoint endPoint,
            Executor executor,
            UpgradePoint point,
            UserInfo user,
            OpenAnswers open) {
        super(endPoint, executor);
        this.point = point;
        this.user = user;
        this.open = open;
    }

    @Override
    public void onUpgradeTo(ByteBuffer readAlready) {
        BufferUtil.append(filled, readAlready);
    }

    @Override
    public void onOpen() {
        super.onOpen();
        getEndPoint().setIdleTimeout(SILENCE.toMillis());
        open.add(this);
        getExecutor().execute(this::hold);
    }

    private void hold() {
        try {
            point.conversation().hold(user, this);
        } catch (IOException e) {
            log.debug("{} of {} broke off: {}", point.protocol(), user.name(), e.toString());
        } finally {
            open.remove(this);
            close();
        }
    }

    @Override
    public void finish() {
        close();
    }

    @Override
    public void onFillable() {
        throw new IllegalStateException("filled without having been asked for");
    }

    @Override
    public InputStream in() {
        return new Incoming();
    }

    @Override
    public OutputStream out() {
        return new Outgoing();
    }

    private final class Incoming extends InputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            while (!filled.hasRemaining()) {
                BufferUtil.clear(filled);
                int read = getEndPoint().fill(filled);
                if (read < 0) {
                    return -1;
                }
                if (read == 0) {
                    awaitBytes();
                }
            }
            int taken = Math.min(length, filled.remaining());
            filled.get(bytes, from, taken);
            return taken;
        }

        private void awaitBytes() throws IOException {
            FutureCallback fillable = new FutureCallback();
            getEndPoint().fillInterested(fillable);
            try {
                fillable.get();
            } catch (ExecutionException e) {
                throw new IOException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw (IOException) new InterruptedIOException("interrupted").initCause(e);
            }
        }
    }

    private final class Outgoing extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            Content.Sink.write(getEndPoint(), false, ByteBuffer.wrap(bytes, from, length));
        }
    }
}
