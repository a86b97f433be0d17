const baseUrl = '/guide/';

module.exports = {
  title: 'Our guide',
  url: 'https://example.org',
  baseUrl,
  onBrokenLinks: 'throw',
  scripts: [{ src: `${baseUrl}playground/element-define.js`, type: 'module' }],
  presets: [
    [
      'classic',
      {
        docs: { routeBasePath: '/' },
        blog: false,
        theme: { customCss: './src/css/figures.css' },
      },
    ],
  ],
};
