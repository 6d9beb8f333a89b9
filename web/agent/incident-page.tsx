export { Page } from '../practice/record-page.tsx';
