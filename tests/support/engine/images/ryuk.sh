derive_image local/node:20 local/ryuk:1 reaper.mjs 'USER 0' 'HEALTHCHECK NONE' 'LABEL org.testcontainers.ryuk=true' \
  'CMD ["node", "/app/reaper.mjs"]'
