package io.musicreclass.web;

import io.musicreclass.web.http.PathSpelling;
import io.musicreclass.web.http.Problem;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/**
 * Adds to {@code /q/openapi} what applies to every route: the error response, and the token that
 * changes need.
 */
@OpenApiFilter
public final class OpenApiDescription implements OASFilter {
  private static final String PROBLEM = "Problem";

  /** Name of the security scheme, for resources that need the token even for reading. */
  public static final String TOKEN = "token";

  @Override
  public void filterOpenAPI(OpenAPI api) {
    if (api.getComponents() == null) {
      api.setComponents(OASFactory.createComponents());
    }
    api.getComponents()
        .addSchema(PROBLEM, problem())
        .addSecurityScheme(
            TOKEN,
            OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description(
                    "As printed by reclass token; required where other machines can reach the server."));
    api.getPaths().getPathItems().forEach(OpenApiDescription::describe);
  }

  private static void describe(String path, PathItem item) {
    item.getOperations()
        .forEach(
            (method, operation) -> {
              operation
                  .getResponses()
                  .removeAPIResponse("400"); // the default response describes it
              operation.getResponses().addAPIResponse("default", error());
              boolean changes =
                  method != PathItem.HttpMethod.GET && !path.equals(RequestInfo.SESSION);
              if (changes || path.equals(PathSpelling.SETUP)) {
                operation.addSecurityRequirement(
                    OASFactory.createSecurityRequirement().addScheme(TOKEN));
              }
            });
  }

  private static APIResponse error() {
    return OASFactory.createAPIResponse()
        .description("What is wrong, and what to do about it (RFC 9457)")
        .content(
            OASFactory.createContent()
                .addMediaType(
                    Problem.TYPE,
                    OASFactory.createMediaType()
                        .schema(OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM))));
  }

  private static Schema problem() {
    Schema field =
        object(
            Map.of(
                "field",
                text("Name of the field; empty if none in particular"),
                "text",
                text("What is wrong")));
    return object(
            Map.of(
                "status", OASFactory.createSchema().type(List.of(Schema.SchemaType.INTEGER)),
                "title", text("What is wrong"),
                "mend", text("What to do about it"),
                "errors",
                    OASFactory.createSchema()
                        .type(List.of(Schema.SchemaType.ARRAY))
                        .items(field)
                        .description("What is wrong with single fields of the request")))
        .description("An error");
  }

  private static Schema object(Map<String, Schema> properties) {
    return OASFactory.createSchema().type(List.of(Schema.SchemaType.OBJECT)).properties(properties);
  }

  private static Schema text(String description) {
    return OASFactory.createSchema()
        .type(List.of(Schema.SchemaType.STRING))
        .description(description);
  }
}
