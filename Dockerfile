# syntax=docker/dockerfile:1
# One image for each executable; PROJECT is services/<service> or gateway:
#   docker build --build-arg PROJECT=services/identity --tag supply-finance/identity:0.1.0 .
# The tags are exact; docs/operations.md says how to pin them by digest as well.
ARG SDK=10.0.401-noble
ARG RUNTIME=10.0.12-noble-chiseled-extra

FROM mcr.microsoft.com/dotnet/sdk:${SDK} AS build
ARG PROJECT
WORKDIR /source
ENV DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
COPY . .
RUN dotnet restore "$PROJECT" --locked-mode
RUN dotnet publish "$PROJECT" --configuration Release --no-restore --output /out -p:DebugType=none
# One name for every executable, so that whoever starts the image need not know which service is in it.
RUN mv "/out/$(basename /out/*.runtimeconfig.json .runtimeconfig.json)" /out/service && mkdir /data

# "extra" brings ICU and the time zones: business dates are in Asia/Shanghai. It has no shell, no package manager and no root.
FROM mcr.microsoft.com/dotnet/aspnet:${RUNTIME}
# The root may be read-only: the runtime's diagnostic sockets would be written to /tmp, and nothing else is written outside /data.
ENV DOTNET_gcServer=1 DOTNET_EnableDiagnostics=0
COPY --from=build /out /app
# Key files and, for the sandbox bank, its database; a new volume mounted here takes over this owner.
COPY --from=build --chown=1654:1654 /data /data
WORKDIR /
USER 1654:1654
# Services on 8080, the gateway on 8443 as well, with TLS.
EXPOSE 8080 8443
ENTRYPOINT ["/app/service"]
