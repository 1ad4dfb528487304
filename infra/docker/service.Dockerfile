# One image per service: docker build --build-arg SERVICE=gateway -f infra/docker/service.Dockerfile .
# TypeScript runs as it is (Node strips the types), so there is nothing to compile; the first stage only gathers dependencies.

FROM node:24-bookworm-slim AS gather
ARG SERVICE
WORKDIR /bayline
RUN npm install --global --ignore-scripts pnpm@12.21.0
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY packages ./packages
COPY services ./services
COPY infra/local/package.json ./infra/local/package.json
RUN pnpm install --frozen-lockfile --no-optional --filter "@bayline/${SERVICE}..." \
  && if [ -f "services/${SERVICE}/prisma/schema.prisma" ]; then \
       cd "services/${SERVICE}" && PRISMA_SCHEMA_ENGINE_BINARY="$(command -v node)" node_modules/.bin/prisma generate; \
     fi \
  && cd /bayline \
  && CI=true pnpm install --frozen-lockfile --no-optional --prod --filter "@bayline/${SERVICE}..." \
  && find . -name '*.test.ts' -not -path '*/node_modules/*' -delete

FROM node:24-bookworm-slim AS run
ARG SERVICE
ENV NODE_ENV=production \
    BAYLINE_ENV=production \
    HEALTH_PORT=9090 \
    HEALTH_HOST=0.0.0.0 \
    SERVICE=${SERVICE} \
    NODE_COMPILE_CACHE=/tmp/compile-cache
WORKDIR /bayline
COPY --from=gather --chown=node:node /bayline /bayline
USER node
EXPOSE 8080 9090
HEALTHCHECK --interval=5s --timeout=2s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:9090/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
# `exec` keeps node as process 1, so that SIGTERM reaches it and live calls are finished before it leaves.
CMD ["sh", "-c", "exec node --disable-warning=ExperimentalWarning --max-old-space-size=256 --max-semi-space-size=2 services/${SERVICE}/src/main.ts"]
