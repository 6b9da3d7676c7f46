//! `GET /api/openapi.json`: what the API offers, for programs. Kept beside the routes by a test.

use actix_web::HttpResponse;
use actix_web::http::header::ContentType;

const DOCUMENT: &str = include_str!("openapi.json");

pub async fn document() -> HttpResponse {
    HttpResponse::Ok().insert_header(ContentType::json()).body(DOCUMENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_route_stands_in_the_description() {
        let described: serde_json::Value = serde_json::from_str(DOCUMENT).unwrap();
        let paths = described["paths"].as_object().unwrap();
        // The routes as they stand in the program, read from its source: a route that isn't described fails here.
        let source = include_str!("mod.rs");
        let mut routes = 0;
        for line in source.lines().filter(|line| line.contains(".route(")) {
            let path = line.split('"').nth(1).unwrap();
            let method = ["get", "post", "delete"].into_iter().find(|m| line.contains(&format!("web::{m}()"))).unwrap();
            let known = ["", "/api", "/api/v1"].iter().any(|scope| {
                let path = format!("{scope}{path}").replace("{document:.*}", "{document}");
                paths.get(&path).is_some_and(|item| item.get(method).is_some())
            });
            assert!(known, "{method} {path} is not described");
            routes += 1;
        }
        let operations: usize = paths.values().map(|item| item.as_object().unwrap().len()).sum();
        assert_eq!(operations, routes, "something is described that isn't there");
    }
}
