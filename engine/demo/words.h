// The words of the demo: people, places and goods. Constant data; safe anywhere.
#pragma once

#include <span>
#include <string_view>

namespace strandline::demo {

struct Place
{
    std::string_view city;
    std::string_view country; // ISO 3166 alpha-2
    int postcodeFirst;        // a postcode is a number from here on
    int weight;               // how many customers live there, relatively
};

struct Range // of goods: one leaf category
{
    std::string_view category;
    std::string_view parent;
    std::string_view things[8];
    int centsMin;
    int centsMax;
    int demand; // how often it is bought, relatively
};

struct Trader
{
    std::string_view name;
    std::string_view city;
    std::string_view country;
};

std::span<const std::string_view> firstNames();
std::span<const std::string_view> lastNames();
std::span<const std::string_view> streets();
std::span<const std::string_view> styles(); // "Oak", "Linen", … stand before a thing's name
std::span<const Place> places();
std::span<const Range> ranges();
std::span<const Trader> traders();
// What customers write about a product, from one star (index 0) to five.
std::span<const std::string_view> opinions(int stars);

} // namespace strandline::demo
