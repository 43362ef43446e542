package io.musicreclass.cli;

import io.musicreclass.cli.settings.Installation;
import io.musicreclass.web.Server;
import io.musicreclass.web.Token;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.ConfigProvider;
import picocli.CommandLine.Command;

/** {@code reclass token}: prints the page's access token. */
@Command(
    name = "token",
    description = "Prints the access token that other machines need for changes.",
    mixinStandardHelpOptions = true)
final class TokenCommand implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    Token token = Token.at(Installation.setup().home());
    System.out.println(token.value());
    System.err.println(
        "Open the page with it: "
            + Server.page(ConfigProvider.getConfig())
            + "#token="
            + token.value());
    return 0;
  }
}
