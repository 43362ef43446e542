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
 * A network connection whose end is not told in its first second. Paho 1.2.5 starts its reader and
 * then looks ten times a second whether it runs: one that has ended in between it awaits for ever,
 * and each attempt at a broker that hangs up at once (a container's proxy without its container)
 * would leave a thread behind.
 */
final class MqttSocket implements NetworkModule {
  private static final Duration SETTLED = Duration.ofSeconds(1);

  private final NetworkModule module;

  /** Why reading ended, known before Paho is told. */
  private volatile @Nullable IOException withheld;

  MqttSocket(NetworkModule module) {
    this.module = module;
  }

  @Override
  public void start() throws IOException, MqttException {
    module.start();
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new LateEnd(module.getInputStream());
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    try {
      return new Truthful(module.getOutputStream());
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
    IOException earlier = withheld;
    return earlier == null ? e : earlier;
  }

  private interface Reading {
    /** A byte or a count, negative at the end. */
    int read() throws IOException;
  }

  /** Passes everything on at once but an early end. */
  private final class LateEnd extends FilterInputStream {
    private final long settled = System.nanoTime() + SETTLED.toNanos();

    LateEnd(InputStream in) {
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
          settle();
        }
        return result;
      } catch (SocketTimeoutException e) {
        throw e; // no end: nothing came
      } catch (IOException e) {
        withheld = e;
        settle();
        throw e;
      }
    }

    private void settle() {
      long rest = settled - System.nanoTime();
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
   * Says why the peer hung up (a TLS alert), where writing knows only that the socket is closed.
   */
  private final class Truthful extends FilterOutputStream {
    Truthful(OutputStream out) {
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
