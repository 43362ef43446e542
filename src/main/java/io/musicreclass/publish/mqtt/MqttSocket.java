package io.musicreclass.publish.mqtt;

import java.io.FilterInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.eclipse.paho.mqttv5.client.internal.NetworkModule;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;

/**
 * A network connection that reports its end after one second at the earliest. Paho 1.2.5 starts its
 * reader and then polls ten times a second until it runs; it waits forever for one that has ended
 * in between. Without the delay, each attempt to connect to a broker that closes connections
 * immediately (such as a container's proxy without its container) would leak a thread.
 */
final class MqttSocket implements NetworkModule {
  private static final Duration MIN_LIFETIME = Duration.ofSeconds(1);

  private final NetworkModule module;

  /** Why reading ended; set before Paho learns of the end. */
  private volatile @Nullable IOException readFailure;

  MqttSocket(NetworkModule module) {
    this.module = module;
  }

  @Override
  public void start() throws IOException, MqttException {
    module.start();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new DelayedEndInput(module.getInputStream());
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    try {
      return new ReasonOutput(module.getOutputStream());
    } catch (IOException e) {
      throw reason(e);
    }
  }

  @Override
  public void stop() throws IOException {
    module.stop();
  }

  @Override
  public String getServerURI() {
    return module.getServerURI();
  }

  private IOException reason(IOException e) {
    IOException earlier = readFailure;
    return earlier == null ? e : earlier;
  }

  private interface Reading {
    /** A byte or a count; negative at the end. */
    int read() throws IOException;
  }

  /** Passes everything on immediately, but delays an early end. */
  private final class DelayedEndInput extends FilterInputStream {
    private final long earliestEnd = System.nanoTime() + MIN_LIFETIME.toNanos();

    DelayedEndInput(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      return passOn(super::read);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return passOn(() -> super.read(bytes, offset, length));
    }

    private int passOn(Reading reading) throws IOException {
      try {
        int result = reading.read();
        if (result < 0) {
          delayEnd();
        }
        return result;
      } catch (SocketTimeoutException e) {
        throw e; // not an end: nothing arrived
      } catch (IOException e) {
        readFailure = e;
        delayEnd();
        throw e;
      }
    }

    private void delayEnd() {
      long rest = earliestEnd - System.nanoTime();
      if (rest > 0) {
        try {
          Thread.sleep(Duration.ofNanos(rest).toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  /**
   * Reports why the peer closed the connection (a TLS alert): writing alone only detects that the
   * socket is closed.
   */
  private final class ReasonOutput extends FilterOutputStream {
    ReasonOutput(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int value) throws IOException {
      try {
        out.write(value);
      } catch (IOException e) {
        throw reason(e);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw reason(e);
      }
    }

    @Override
    public void flush() throws IOException {
      try {
        out.flush();
      } catch (IOException e) {
        throw reason(e);
      }
    }
  }
}
