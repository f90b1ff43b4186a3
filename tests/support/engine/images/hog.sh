derive_image local/node:20 local/hog:1 hog.mjs 'USER 0' 'HEALTHCHECK NONE' 'CMD ["node", "--expose-gc", "/app/hog.mjs"]'
