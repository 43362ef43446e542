package io.musicreclass.web.audio;

import io.musicreclass.playback.PlayableSong;
import io.musicreclass.web.api.ConcurrencyLimit;
import io.musicreclass.web.http.ByteRange;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A song on its way to a client: closes it, and gives back the permit, once it is sent, the client
 * has left, or nothing is sent at all.
 */
final class AudioResponse {
  private static final Logger LOG = Logger.getLogger(AudioResponse.class);

  private final ConcurrencyLimit.Permit permit;
  private final RoutingContext context;
  private final AtomicBoolean taken = new AtomicBoolean();
  private @Nullable PlayableSong song;

  AudioResponse(ConcurrencyLimit.Permit permit, RoutingContext context) {
    this.permit = permit;
    this.context = context;
  }

  /** Sets the song, which this closes from now on. */
  void opened(PlayableSong opened) {
    song = opened;
  }

  PlayableSong song() {
    return Objects.requireNonNull(song, "opened() comes first");
  }

  /** The body of the response; sends one part. */
  StreamingOutput body(ByteRange part) {
    context.addEndHandler(ended -> closeUnsent());
    if (context.response().closed()) { // before anybody was told of it
      closeUnsent();
    }
    return out -> {
      if (taken.compareAndSet(false, true)) {
        send(part, out);
      }
    };
  }

  /** The client has left before anything was sent. Closing a file may wait for its disk. */
  private void closeUnsent() {
    if (taken.compareAndSet(false, true)) {
      context
          .vertx()
          .executeBlocking(
              () -> {
                release();
                return true;
              },
              false);
    }
  }

  private void send(ByteRange part, OutputStream out) throws IOException {
    try {
      song().write(part.first(), part.count(), new ClientStream(out));
    } catch (ClientLeftException e) {
      LOG.debugf("Stopped sending a song: reason=%s", e.getMessage());
    } catch (IOException e) {
      LOG.warnf("Failed to send a song: reason=%s", e.getMessage());
      context.response().reset(); // the client must not wait for the rest
    } finally {
      release();
    }
  }

  /** Closes everything; nothing will be sent. */
  void close() {
    if (taken.compareAndSet(false, true)) {
      release();
    }
  }

  private void release() {
    try {
      if (song != null) {
        song.close();
      }
    } finally {
      permit.close();
    }
  }

  /** The client closed the connection. */
  private static final class ClientLeftException extends IOException {
    private static final long serialVersionUID = 1;

    ClientLeftException(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /** Tells failures of the client's connection from those of the song. */
  private static final class ClientStream extends FilterOutputStream {
    ClientStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw new ClientLeftException(e);
      }
    }
  }
}
