namespace Aspire.Hosting.Publishing;

/// <summary>The container build of a front end that has no <c>Dockerfile</c> of its own. Its result is the folder <c>/app/dist</c>.</summary>
internal static class FrontEndDockerfile
{
    public const string Text = """
        FROM node:22-slim
        WORKDIR /app
        COPY package*.json ./
        RUN --mount=type=cache,target=/root/.npm npm ci
        COPY . .
        RUN npm run build

        """;
}
