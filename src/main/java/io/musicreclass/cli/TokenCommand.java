package io.musicreclass.cli;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.web.Server;
import io.musicreclass.web.Token;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.Command;

/** {@code reclass token}: the secret of the page. */
@Command(
    name = "token",
    description = "Shows the token that visitors from the network need to change something.",
    mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    Token token = Token.at(Installation.setup().home());
    System.out.println(token.value());
    System.err.println(
        "Opens the page with it: "
            + Server.page(ConfigProvider.getConfig())
            + "#token="
            + token.value());
    return 0;
  }
}
