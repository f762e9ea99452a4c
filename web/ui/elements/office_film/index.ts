import "./office_film.css";
import { TbOfficeFilm } from "./office_film.ts";

customElements.define("tb-office-film", TbOfficeFilm);
