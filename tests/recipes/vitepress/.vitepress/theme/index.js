import DefaultTheme from 'vitepress/theme';
import './figures.css';

export default DefaultTheme;
