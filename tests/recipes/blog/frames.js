// A figure in a frame says how high it is; a frame has the height that its style gives it until then.
addEventListener('message', ({ source, data }) => {
  for (const frame of document.querySelectorAll('iframe')) if (frame.contentWindow === source && data?.kafkaPlayground) frame.style.height = `${data.kafkaPlayground.height}px`;
});
